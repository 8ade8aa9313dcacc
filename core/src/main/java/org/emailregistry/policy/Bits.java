package org.emailregistry.policy;

import java.nio.ByteBuffer;

/**
 * The 128 bits of an IP address. An IPv4 address is held as its IPv4-mapped form (RFC 4291 section 2.5.5.2).
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
record Bits(long high, long low) {
    private static final long MAPPED = 0xffffL;

    /** Returns the bits of four or sixteen octets in network order. */
    static Bits of(byte[] octets) {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        return octets.length == Integer.BYTES ? ipv4(buffer.getInt()) : new Bits(buffer.getLong(), buffer.getLong());
    }

    static Bits ipv4(int address) {
        return new Bits(0, (MAPPED << Integer.SIZE) | Integer.toUnsignedLong(address));
    }

    boolean isIpv4() {
        return high == 0 && low >>> Integer.SIZE == MAPPED;
    }

    /** Returns these bits with all but the first {@code length} bits cleared. */
    Bits prefix(int length) {
        return length <= Long.SIZE ? new Bits(high & mask(length), 0) : new Bits(high, low & mask(length - Long.SIZE));
    }

    private static long mask(int length) {
        return length == 0 ? 0 : -1L << (Long.SIZE - length);
    }
}
