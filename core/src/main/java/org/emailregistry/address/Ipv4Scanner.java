package org.emailregistry.address;

/** Scans an IPv4 address: four decimal numbers from 0 to 255 without leading zeros, separated by dots. */
final class Ipv4Scanner {
    private static final int PARTS = 4;

    private Ipv4Scanner() {}

    /**
     * Scans the whole range.
     *
     * @return the address as an unsigned 32-bit number, or a {@link Flaw}; its problem is {@code otherwise} if the
     *     range is not four numbers
     */
    static long scan(String text, int from, int to, AddressProblem otherwise) {
        long address = 0;
        int at = from;
        for (int part = 0; part < PARTS; part++) {
            int start = at;
            int value = 0;
            while (at < to && at - start < PARTS && Characters.isDigit(text.charAt(at))) {
                value = 10 * value + text.charAt(at++) - '0';
            }
            if (at == start) {
                return Flaw.at(at, otherwise);
            }
            if (at - start > 1 && text.charAt(start) == '0') {
                return Flaw.at(start, AddressProblem.IPV4_LEADING_ZERO);
            }
            if (value > 255) {
                return Flaw.at(start, AddressProblem.IPV4_OUT_OF_RANGE);
            }
            address = (address << Byte.SIZE) | value;
            boolean last = part == PARTS - 1;
            if (last ? at != to : at == to || text.charAt(at) != '.') {
                return Flaw.at(at, otherwise);
            }
            at++;
        }
        return address;
    }
}
