package org.emailregistry.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address.
 *
 * @param value the address as 32 bits, in network order: 127.0.0.1 is {@code 0x7f000001}
 */
public record Ipv4Literal(int value) implements Host {
    @Override
    public Kind kind() {
        return Kind.IPV4_LITERAL;
    }

    /** The four octets in network order; a new array each time. */
    public byte[] bytes() {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    /** The address for the network; no name service is asked. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    @Override
    public String display() {
        return toString();
    }

    /** Four decimal numbers without leading zeros. */
    @Override
    public String toString() {
        return (value >>> 24) + "." + ((value >>> 16) & 0xff) + "." + ((value >>> 8) & 0xff) + "." + (value & 0xff);
    }
}
