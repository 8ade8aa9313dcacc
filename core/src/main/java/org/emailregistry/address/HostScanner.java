package org.emailregistry.address;

/**
 * Scans a host that ends at a colon or at the end of the range. First {@link #scan} checks the text, then {@link #read}
 * creates the host. A scan is a {@code long} that holds the length and the kind of the host and the findings of its
 * scanner, so that refused text allocates no object.
 */
final class HostScanner {
    private static final long LENGTH = 0xffff;
    private static final int KIND_AT = 16;
    private static final int FINDING_AT = 24;
    private static final long NAME = 0;
    private static final long IPV4 = 1L << KIND_AT;
    private static final long IPV6 = 2L << KIND_AT;
    private static final long UNICODE = 3L << KIND_AT;

    private HostScanner() {}

    /** Scans a host that is not empty. Returns a {@link Flaw} or the argument for {@link #end} and {@link #read}. */
    static long scan(String text, int from, int to) {
        char first = text.charAt(from);
        if (first == '[') {
            return scanBracket(text, from, to);
        }
        if (Characters.isDigit(first)) {
            int colon = text.indexOf(':', from);
            int end = colon < 0 ? to : colon;
            long quad = Ipv4Scanner.scan(text, from, end, AddressProblem.NUMERIC_NAME);
            if (!Flaw.isFlaw(quad)) {
                return (end - from) | IPV4 | (quad << FINDING_AT);
            }
        }
        return scanName(text, from, to);
    }

    private static long scanName(String text, int from, int to) {
        long name = NameScanner.scan(text, from, to);
        if (Flaw.isFlaw(name)) {
            return name;
        }
        if (NameScanner.beyondAscii(name)) {
            long unicode = UnicodeName.scan(text, from, to);
            return Flaw.isFlaw(unicode) ? unicode : (unicode - from) | UNICODE;
        }
        int end = NameScanner.end(name);
        return NameScanner.endsInNumber(name) ? numeric(text, from, end) : (end - from) | NAME;
    }

    /** Returns the {@link Flaw} of a host that ends in a number and is not an IPv4 address. */
    private static long numeric(String text, int from, int end) {
        long quad = Ipv4Scanner.scan(text, from, end, AddressProblem.NUMERIC_NAME);
        return Flaw.problem(quad) == AddressProblem.NUMERIC_NAME
                ? Flaw.at(Math.max(from, text.lastIndexOf('.', end - 1) + 1), AddressProblem.NUMERIC_NAME)
                : quad;
    }

    /** Scans the whole range as an IPv6 address without brackets. */
    static long scanBareIpv6(String text, int from, int to) {
        long shape = Ipv6Scanner.scan(text, from, to);
        return Flaw.isFlaw(shape) ? shape : (to - from) | IPV6 | (shape << FINDING_AT);
    }

    /** Returns the offset of the end of a host that began at {@code from}. */
    static int end(int from, long scanned) {
        return from + (int) (scanned & LENGTH);
    }

    /** Creates the host that was scanned. */
    static Host read(String text, int from, long scanned) {
        int end = end(from, scanned);
        long kind = scanned & UNICODE;
        if (kind == NAME) {
            return DomainName.scanned(text, from, end);
        }
        long finding = scanned >> FINDING_AT;
        if (kind == IPV4) {
            return new Ipv4Literal((int) finding);
        }
        if (kind == UNICODE) {
            String ascii = Labels.toAscii(text.substring(from, end));
            return DomainName.scanned(ascii, 0, ascii.length());
        }
        boolean bracket = text.charAt(from) == '[';
        return Ipv6Scanner.read(text, bracket ? from + 1 : from, bracket ? end - 1 : end, finding);
    }

    private static long scanBracket(String text, int from, int to) {
        int bracket = text.indexOf(']', from);
        int close = bracket < 0 ? to : bracket;
        long shape = Ipv6Scanner.scan(text, from + 1, close);
        if (Flaw.isFlaw(shape)) {
            return shape;
        }
        return close == to
                ? Flaw.at(to, AddressProblem.IPV6_NOT_CLOSED)
                : (close + 1 - from) | IPV6 | (shape << FINDING_AT);
    }
}
