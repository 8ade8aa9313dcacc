package org.emailregistry.address;

import java.util.Optional;
import org.emailregistry.address.ParsedAddress.Malformed;
import org.emailregistry.address.ParsedAddress.Parsed;
import org.jspecify.annotations.Nullable;

/** The parser behind every public method that reads an address or a host. Allocates nothing but the result. */
final class AddressParser {
    private AddressParser() {}

    static ServerAddress parse(@Nullable String text) {
        ParsedAddress parsed = tryParse(text, Repair.PORT_BY_HOST);
        if (parsed instanceof Malformed malformed) {
            throw new MalformedAddressException(malformed.problem(), malformed.offset(), malformed.suggestion());
        }
        return ((Parsed) parsed).address();
    }

    static ParsedAddress tryParse(@Nullable String text, int defaultPort) {
        int from = start(text);
        int to = end(text, from);
        if (text == null || from == to) {
            return new Malformed(AddressProblem.MISSING, from, Optional.empty());
        }
        long host = HostScanner.scan(text, from, to);
        long port = Flaw.isFlaw(host) ? host : scanPort(text, HostScanner.end(from, host), to);
        return Flaw.isFlaw(port)
                ? Repair.malformed(port, text, from, to, defaultPort)
                : new Parsed(new ServerAddress(HostScanner.read(text, from, host), (int) port));
    }

    static Host parseHost(@Nullable String text) {
        int from = start(text);
        int to = end(text, from);
        long host = scanHost(text, from, to);
        if (text == null || Flaw.isFlaw(host)) {
            throw new MalformedAddressException(Flaw.problem(host), Flaw.offset(host), Optional.empty());
        }
        return HostScanner.read(text, from, host);
    }

    static Optional<Host> tryParseHost(@Nullable String text) {
        int from = start(text);
        long host = scanHost(text, from, end(text, from));
        return text == null || Flaw.isFlaw(host) ? Optional.empty() : Optional.of(HostScanner.read(text, from, host));
    }

    private static long scanHost(@Nullable String text, int from, int to) {
        if (text == null || from == to) {
            return Flaw.at(from, AddressProblem.MISSING);
        }
        if (text.charAt(from) != '[' && text.indexOf(':', from) >= 0) {
            return HostScanner.scanBareIpv6(text, from, to);
        }
        long host = HostScanner.scan(text, from, to);
        int end = HostScanner.end(from, host);
        return Flaw.isFlaw(host) || end == to
                ? host
                : Flaw.at(end, Characters.problemOf(text, end, AddressProblem.FORBIDDEN_CHARACTER));
    }

    private static long scanPort(String text, int colon, int to) {
        if (colon == to) {
            return Flaw.at(to, AddressProblem.PORT_MISSING);
        }
        return text.charAt(colon) == ':'
                ? PortScanner.scan(text, colon + 1, to)
                : Flaw.at(colon, Characters.problemOf(text, colon, AddressProblem.FORBIDDEN_CHARACTER));
    }

    private static int start(@Nullable String text) {
        int at = 0;
        while (text != null && at < text.length() && Characters.isWhiteSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int end(@Nullable String text, int from) {
        if (text == null) {
            return 0;
        }
        int end = text.length();
        while (end > from && Characters.isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
