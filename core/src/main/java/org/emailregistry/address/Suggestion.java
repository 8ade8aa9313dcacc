package org.emailregistry.address;

import java.util.Optional;
import org.emailregistry.address.ParsedAddress.Malformed;

/** What was probably meant by a text that is refused. */
final class Suggestion {
    /** Instead of a default port: take it from what the host's name says. */
    static final int PORT_BY_HOST = 0;

    private Suggestion() {}

    static Malformed malformed(long flaw, String text, int from, int to, int defaultPort) {
        return new Malformed(Flaw.problem(flaw), Flaw.offset(flaw), Optional.empty());
    }
}
