package org.emailregistry.autoconfig;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.emailregistry.service.ConnectionSecurity;

/** Chooses one server per protocol. */
final class AutoconfigChooser {
    private final AutoconfigProvider provider;
    private final AutoconfigProblems problems;

    AutoconfigChooser(AutoconfigProvider provider, AutoconfigProblems problems) {
        this.provider = provider;
        this.problems = problems;
        for (AutoconfigServer server : provider.servers()) {
            if (!server.isImap() && !server.isSmtp()) {
                problems.warning(
                        server.path(),
                        server.line(),
                        AutoconfigProblem.Code.OTHER_PROTOCOL,
                        "A server of type " + AutoconfigProblems.quoted(server.type())
                                + " was left out; only smtp and imap are supported.");
            }
        }
    }

    Optional<AutoconfigServer> smtp() {
        return best("outgoingServer", "SMTP", AutoconfigServer::isSmtp);
    }

    Optional<AutoconfigServer> imap() {
        return best("incomingServer", "IMAP", AutoconfigServer::isImap);
    }

    private Optional<AutoconfigServer> best(String element, String protocol, Predicate<AutoconfigServer> wanted) {
        List<AutoconfigServer> servers = new ArrayList<>();
        for (AutoconfigServer server : provider.servers()) {
            if (wanted.test(server)) {
                if (server.hostname().isEmpty()) {
                    problems.error(
                            server.path() + "/hostname",
                            server.line(),
                            AutoconfigProblem.Code.MISSING,
                            "The server has no hostname.");
                } else {
                    servers.add(server);
                }
            }
        }
        if (servers.isEmpty()) {
            problems.error(
                    provider.path() + "/" + element,
                    provider.line(),
                    AutoconfigProblem.Code.MISSING,
                    "The provider has no usable " + protocol + " server.");
            return Optional.empty();
        }
        // Stream.max() would return the last of equals.
        AutoconfigServer best = servers.stream()
                .sorted(comparing(AutoconfigChooser::rank).reversed())
                .findFirst()
                .orElseThrow();
        for (AutoconfigServer server : servers) {
            if (!server.equals(best)) {
                problems.warning(
                        server.path(),
                        server.line(),
                        AutoconfigProblem.Code.ALTERNATIVE,
                        "Another " + protocol + " server of this provider was preferred.");
            }
        }
        return Optional.of(best);
    }

    /** Ranks usable servers above unusable ones, then by protection. */
    private static int rank(AutoconfigServer server) {
        boolean usable = AutoconfigFields.isPlausible(server);
        int security = AutoconfigFields.socketType(server.socketType())
                .map(s -> s == ConnectionSecurity.TLS ? 3 : s == ConnectionSecurity.STARTTLS ? 2 : 1)
                .orElse(0);
        return (usable ? 10 : 0) + security;
    }
}
