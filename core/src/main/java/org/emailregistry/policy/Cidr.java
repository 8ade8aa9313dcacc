package org.emailregistry.policy;

import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv4Literal;
import org.emailregistry.address.Ipv6Literal;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). An IPv4 block is held as the block of its
 * IPv4-mapped addresses, so that one arithmetic serves both families. An IPv6 block that is shorter than 96 bits
 * contains no IPv4 address.
 *
 * @param base the first address of the block
 * @param length the number of leading bits that are fixed, 0 to 128; an IPv4 prefix length plus 96
 */
record Cidr(Bits base, int length) {
    private static final int MAPPED = 96;
    static final int BITS = 128;

    Cidr {
        if (!base.equals(base.prefix(length))) {
            throw new IllegalArgumentException(
                    "CIDR: the address must have no bits set beyond the prefix length, as in 10.0.0.0/8");
        }
    }

    /**
     * Parses a block such as {@code 10.0.0.0/8} or {@code fc00::/7}, or a single address.
     *
     * @throws IllegalArgumentException if the text is anything else, or has address bits set beyond the prefix length
     */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        Host host = Host.parse(slash < 0 ? text : text.substring(0, slash));
        int offset;
        Bits base;
        if (host instanceof Ipv4Literal ipv4) {
            offset = MAPPED;
            base = Bits.of(ipv4.bytes());
        } else if (host instanceof Ipv6Literal ipv6) {
            offset = 0;
            base = new Bits(ipv6.high(), ipv6.low());
        } else {
            throw new IllegalArgumentException("CIDR: must begin with an IP address, got the name " + host);
        }
        return new Cidr(base, slash < 0 ? BITS : offset + prefixLength(text.substring(slash + 1), BITS - offset));
    }

    boolean contains(Bits address) {
        return address.prefix(length).equals(base) && (length >= MAPPED || !address.isIpv4());
    }

    private static int prefixLength(String digits, int maximum) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || (digits.length() > 1 && digits.charAt(0) == '0') || Integer.parseInt(digits) > maximum) {
            throw new IllegalArgumentException(
                    "CIDR: prefix length must be between 0 and " + maximum + ", got \"" + digits + "\"");
        }
        return Integer.parseInt(digits);
    }
}
