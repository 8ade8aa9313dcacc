package org.emailregistry.probe;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.policy.Field;

/**
 * What came of testing one server. The first three components are for everybody; the others are details for
 * administrators, and empty for users.
 *
 * @param outcome what came of it
 * @param field the field at fault
 * @param remedy what helps
 * @param phase where it ended, unless it succeeded
 * @param timing how long each phase took that was begun
 * @param capabilities what the server said it can do, as it said it, after TLS where there is TLS
 * @param chain the certificates that the server showed, its own first, accepted or not
 * @param serverText the server's own words to a refusal, only if they came through verified TLS; printable ASCII, at
 *     most {@value #MAXIMUM_SERVER_TEXT} characters. They are a stranger's words: to be escaped where they are shown
 */
public record ProbeResult(
        Outcome outcome,
        Optional<Field> field,
        Optional<Remedy> remedy,
        Optional<Phase> phase,
        Map<Phase, Duration> timing,
        List<String> capabilities,
        List<X509Certificate> chain,
        Optional<String> serverText) {
    /** The longest text of a server that is kept. */
    public static final int MAXIMUM_SERVER_TEXT = 200;

    /**
     * Copies the collections; the phases are in their order.
     *
     * @throws NullPointerException if a component is null
     */
    public ProbeResult {
        requireNonNull(outcome, "outcome");
        requireNonNull(field, "field");
        requireNonNull(remedy, "remedy");
        requireNonNull(phase, "phase");
        Map<Phase, Duration> ordered = new EnumMap<>(Phase.class);
        ordered.putAll(timing);
        timing = Collections.unmodifiableMap(ordered);
        capabilities = List.copyOf(capabilities);
        chain = List.copyOf(chain);
        requireNonNull(serverText, "serverText");
    }

    /** A result without details. */
    public static ProbeResult of(MailProtocol protocol, Outcome outcome) {
        return new ProbeResult(
                outcome,
                outcome.field(protocol),
                outcome.remedy(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** Whether nothing went wrong. */
    public boolean successful() {
        return outcome.successful();
    }

    /** Without the certificates, which are long. */
    @Override
    public String toString() {
        return outcome
                + phase.map(p -> " at " + p).orElse("")
                + field.map(f -> ", " + f).orElse("")
                + remedy.map(r -> ", " + r).orElse("")
                + serverText.map(t -> ", server: " + t).orElse("");
    }

    /** The same without the details, which are an administrator's. */
    ProbeResult withoutDetails() {
        return new ProbeResult(
                outcome, field, remedy, Optional.empty(), Map.of(), List.of(), List.of(), Optional.empty());
    }

    /** What a user may learn about a server that the user named: equal for all that would tell what is behind the name. */
    ProbeResult closedSet(MailProtocol protocol) {
        return outcome.hiddenFromUsers() ? of(protocol, Outcome.UNREACHABLE) : withoutDetails();
    }
}
