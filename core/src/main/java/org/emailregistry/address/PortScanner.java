package org.emailregistry.address;

/** Scans a port: 1 to 65535 in ASCII digits, without a leading zero. No other class judges ports. */
final class PortScanner {
    private static final int MAXIMUM = 65535;

    private PortScanner() {}

    static boolean isPort(int port) {
        return port >= 1 && port <= MAXIMUM;
    }

    /** Scans the whole range. Returns the port or a {@link Flaw}. */
    static long scan(String text, int from, int to) {
        int port = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (!Characters.isDigit(c)) {
                return Flaw.at(at, Characters.problemOf(text, at, AddressProblem.PORT_NOT_DIGITS));
            }
            port = Math.min(10 * port + c - '0', MAXIMUM + 1); // Saturates, so that no number of digits overflows.
        }
        if (from == to) {
            return Flaw.at(to, AddressProblem.PORT_MISSING);
        }
        if (text.charAt(from) == '0' && to - from > 1) {
            return Flaw.at(from, AddressProblem.PORT_LEADING_ZERO);
        }
        return isPort(port) ? port : Flaw.at(from, AddressProblem.PORT_OUT_OF_RANGE);
    }
}
