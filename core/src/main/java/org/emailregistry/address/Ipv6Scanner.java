package org.emailregistry.address;

/** Scans an IPv6 address (RFC 4291 section 2.2) without brackets and without a zone. */
final class Ipv6Scanner {
    private static final int GROUPS = 8;
    private static final int NO_GAP = GROUPS;

    private Ipv6Scanner() {}

    /**
     * Checks the whole range.
     *
     * @return a {@link Flaw} or the argument for {@link #read}
     */
    static long scan(String text, int from, int to) {
        int groups = 0;
        int gap = NO_GAP;
        int at = from;
        while (true) {
            if (gap == NO_GAP && at + 1 < to && text.charAt(at) == ':' && text.charAt(at + 1) == ':') {
                gap = groups;
                at += 2;
                if (at == to) {
                    break;
                }
            }
            int limit = gap == NO_GAP ? GROUPS : GROUPS - 1; // A gap replaces at least one group.
            int start = at;
            while (at < to && at - start < 4 && Characters.hex(text.charAt(at)) >= 0) {
                at++;
            }
            if (at < to && at > start && text.charAt(at) == '.') {
                long quad = Ipv4Scanner.scan(text, start, to, AddressProblem.IPV6_MALFORMED);
                groups += 2;
                if (Flaw.isFlaw(quad) || groups > limit) {
                    return Flaw.isFlaw(quad) ? quad : flaw(text, start, to);
                }
                break;
            }
            if (at == start || groups == limit) {
                boolean half = start == from && start < to && text.charAt(start) == ':';
                return flaw(text, half ? start + 1 : start, to);
            }
            groups++;
            if (at == to) {
                break;
            }
            if (groups == limit || text.charAt(at) != ':') {
                return flaw(text, at, to);
            }
            if (at + 1 == to) {
                return flaw(text, to, to);
            }
            if (gap != NO_GAP || text.charAt(at + 1) != ':') {
                at++;
            }
        }
        boolean complete = gap != NO_GAP || groups == GROUPS;
        return complete ? (gap << Byte.SIZE) | groups : flaw(text, to, to);
    }

    /** Returns the address in a range that {@link #scan} accepted. */
    static Ipv6Literal read(String text, int from, int to, long scanned) {
        int missing = GROUPS - ((int) scanned & 0xff);
        int gap = (int) scanned >> Byte.SIZE;
        long high = 0;
        long low = 0;
        int group = gap == 0 ? missing : 0;
        int value = 0;
        int start = from;
        for (int at = from; at <= to; at++) {
            char c = at == to ? ':' : text.charAt(at);
            if (c == '.') {
                long quad = Ipv4Scanner.scan(text, start, to, AddressProblem.IPV6_MALFORMED);
                return new Ipv6Literal(high, low | quad);
            }
            if (c != ':') {
                value = (value << 4) | Characters.hex(c);
            } else if (at > start) {
                int shift = 48 - 16 * (group & 3);
                if (group < 4) {
                    high |= (long) value << shift;
                } else {
                    low |= (long) value << shift;
                }
                group++;
                if (group == gap) {
                    group += missing;
                }
                value = 0;
                start = at + 1;
            } else {
                start = at + 1;
            }
        }
        return new Ipv6Literal(high, low);
    }

    private static long flaw(String text, int at, int to) {
        boolean zone = at < to && text.charAt(at) == '%';
        return Flaw.at(at, zone ? AddressProblem.IPV6_ZONE : AddressProblem.IPV6_MALFORMED);
    }
}
