package org.emailregistry.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv6 address without a zone. Immutable.
 *
 * @param high the first 64 bits in network order
 * @param low the last 64 bits in network order
 */
public record Ipv6Literal(long high, long low) implements Host {
    private static final int GROUPS = 8;

    @Override
    public Kind kind() {
        return Kind.IPV6_LITERAL;
    }

    /** Returns the sixteen octets in network order, as a new array. */
    public byte[] bytes() {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    /**
     * Returns this address as an {@link InetAddress}, without a DNS query. Like
     * {@link InetAddress#getByAddress(byte[])}, returns the embedded IPv4 address for an IPv4-mapped address.
     */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new AssertionError("InetAddress refused an address of 16 octets", e);
        }
    }

    @Override
    public String display() {
        return toString();
    }

    /**
     * Returns the form of RFC 5952 without brackets: lower case, the first of the longest runs of two or more zero
     * groups as {@code ::}, and the last four octets of an IPv4-mapped address in decimal (section 5).
     */
    @Override
    public String toString() {
        if (high == 0 && low >>> 32 == 0xffff) {
            return "::ffff:" + new Ipv4Literal((int) low);
        }
        int gap = 0;
        int gapLength = 1; // A single zero group is not shortened (RFC 5952 section 4.2.2).
        for (int i = 0; i < GROUPS; i++) {
            int length = 0;
            while (i + length < GROUPS && group(i + length) == 0) {
                length++;
            }
            if (length > gapLength) {
                gap = i;
                gapLength = length;
            }
        }
        boolean shortened = gapLength > 1;
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (shortened && i == gap) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
    }
}
