package org.emailregistry.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address. Immutable.
 *
 * @param value the 32 bits in network order: 127.0.0.1 is {@code 0x7f000001}
 */
public record Ipv4Literal(int value) implements Host {
    @Override
    public Kind kind() {
        return Kind.IPV4_LITERAL;
    }

    /** Returns the four octets in network order, as a new array. */
    public byte[] bytes() {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    /** Returns this address as an {@link InetAddress}, without a DNS query. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new AssertionError("InetAddress refused an address of 4 octets", e);
        }
    }

    @Override
    public String display() {
        return toString();
    }

    /** Returns four decimal numbers without leading zeros, separated by dots. */
    @Override
    public String toString() {
        return (value >>> 24) + "." + ((value >>> 16) & 0xff) + "." + ((value >>> 8) & 0xff) + "." + (value & 0xff);
    }
}
