package org.emailregistry.address;

/**
 * Scans a host in front of a colon or the end: first {@link #scan}, then, if nothing is wrong, {@link #read}. A scan is a
 * {@code long}, so that nothing is made of a text that is refused: where the host ends, what it is, and the shape of an
 * IPv6 address.
 */
final class HostScanner {
    private static final int SHAPE = 40;
    private static final long KIND = 3L << Integer.SIZE;
    private static final long NAME = 0;
    private static final long IPV4 = 1L << Integer.SIZE;
    private static final long IPV6 = 2L << Integer.SIZE;
    private static final long UNICODE = 3L << Integer.SIZE;

    private HostScanner() {}

    /** Scans a host that is not empty. */
    static long scan(String text, int from, int to) {
        if (text.charAt(from) == '[') {
            return scanBracket(text, from, to);
        }
        long name = NameScanner.scan(text, from, to);
        if (Flaw.isFlaw(name)) {
            return name;
        }
        if (NameScanner.beyondAscii(name)) {
            long unicode = UnicodeName.scan(text, from, to);
            return Flaw.isFlaw(unicode) ? unicode : unicode | UNICODE;
        }
        int end = NameScanner.end(name);
        if (!NameScanner.endsInNumber(name)) {
            return end | NAME;
        }
        long quad = Ipv4Scanner.scan(text, from, end, AddressProblem.NUMERIC_NAME);
        if (!Flaw.isFlaw(quad)) {
            return end | IPV4;
        }
        return Flaw.problem(quad) == AddressProblem.NUMERIC_NAME
                ? Flaw.at(Math.max(from, text.lastIndexOf('.', end - 1) + 1), AddressProblem.NUMERIC_NAME)
                : quad;
    }

    /** Scans the whole range as an IPv6 address without brackets. */
    static long scanBareIpv6(String text, int from, int to) {
        long shape = Ipv6Scanner.scan(text, from, to);
        return Flaw.isFlaw(shape) ? shape : to | IPV6 | (shape << SHAPE);
    }

    /** Where the host ends. */
    static int end(long scanned) {
        return (int) scanned;
    }

    /** Makes the host that was scanned. */
    static Host read(String text, int from, long scanned) {
        int end = end(scanned);
        long kind = scanned & KIND;
        if (kind == NAME) {
            return DomainName.scanned(text, from, end);
        }
        if (kind == IPV4) {
            return new Ipv4Literal((int) Ipv4Scanner.scan(text, from, end, AddressProblem.NUMERIC_NAME));
        }
        if (kind == UNICODE) {
            String ascii = UnicodeName.toAscii(text.substring(from, end));
            return DomainName.scanned(ascii, 0, ascii.length());
        }
        boolean bracket = text.charAt(from) == '[';
        return Ipv6Scanner.read(text, bracket ? from + 1 : from, bracket ? end - 1 : end, scanned >> SHAPE);
    }

    private static long scanBracket(String text, int from, int to) {
        int close = from + 1;
        while (close < to && text.charAt(close) != ']') {
            close++;
        }
        long shape = Ipv6Scanner.scan(text, from + 1, close);
        if (Flaw.isFlaw(shape)) {
            return shape;
        }
        return close == to ? Flaw.at(to, AddressProblem.IPV6_NOT_CLOSED) : (close + 1) | IPV6 | (shape << SHAPE);
    }
}
