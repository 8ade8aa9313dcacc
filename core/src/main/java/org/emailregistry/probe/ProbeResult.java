package org.emailregistry.probe;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.policy.Field;

/**
 * The result of testing one server. Immutable. Everybody may see outcome, field, remedy and user name, and the link
 * except for users who named the server; the other components are details for administrators, and empty in reports to
 * users.
 *
 * @param outcome the outcome
 * @param field the field of the form that is at fault, if there is one
 * @param remedy the remedy, if there is one; more specific than {@link Outcome#remedy()} where it depends on the server
 * @param userName the user name with which the test signs in to this server, whether or not it got that far; empty if
 *     the test has no credentials
 * @param phase the step in which the test failed; empty if the test succeeded
 * @param timing the duration of each step that was started, in order
 * @param capabilities the capabilities as the server announced them, after TLS on an encrypted connection
 * @param chain the certificates that the server presented, its own first, accepted or not
 * @param serverText the text with which the server refused, only if it came over verified TLS: printable ASCII, at most
 *     {@value #MAXIMUM_SERVER_TEXT} characters. Untrusted: escape it before showing it
 * @param link the page of the provider where the user has to act, if the server named one over verified TLS: an
 *     {@code https} URL. Untrusted: show its host
 */
public record ProbeResult(
        Outcome outcome,
        Optional<Field> field,
        Optional<Remedy> remedy,
        Optional<String> userName,
        Optional<Phase> phase,
        Map<Phase, Duration> timing,
        List<String> capabilities,
        List<X509Certificate> chain,
        Optional<String> serverText,
        Optional<URI> link) {
    /** The maximum length of a server text, in characters. */
    public static final int MAXIMUM_SERVER_TEXT = 200;

    /**
     * Creates a result with copies of the collections.
     *
     * @throws NullPointerException if a component is null
     */
    public ProbeResult {
        requireNonNull(outcome, "outcome");
        requireNonNull(field, "field");
        requireNonNull(remedy, "remedy");
        requireNonNull(userName, "userName");
        requireNonNull(phase, "phase");
        Map<Phase, Duration> ordered = new EnumMap<>(Phase.class);
        ordered.putAll(timing);
        timing = Collections.unmodifiableMap(ordered);
        capabilities = List.copyOf(capabilities);
        chain = List.copyOf(chain);
        requireNonNull(serverText, "serverText");
        requireNonNull(link, "link");
    }

    /**
     * Creates a result without a link.
     *
     * @throws NullPointerException if an argument is null
     */
    public ProbeResult(
            Outcome outcome,
            Optional<Field> field,
            Optional<Remedy> remedy,
            Optional<String> userName,
            Optional<Phase> phase,
            Map<Phase, Duration> timing,
            List<String> capabilities,
            List<X509Certificate> chain,
            Optional<String> serverText) {
        this(outcome, field, remedy, userName, phase, timing, capabilities, chain, serverText, Optional.empty());
    }

    /** Returns a result without user name and details. */
    public static ProbeResult of(MailProtocol protocol, Outcome outcome) {
        return new ProbeResult(
                outcome,
                outcome.field(protocol),
                outcome.remedy(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** Returns a copy with a user name. */
    public ProbeResult withUserName(Optional<String> newUserName) {
        return new ProbeResult(
                outcome, field, remedy, newUserName, phase, timing, capabilities, chain, serverText, link);
    }

    /** Returns whether the outcome is successful. */
    public boolean successful() {
        return outcome.successful();
    }

    /** Returns a one-line summary without the certificates. */
    @Override
    public String toString() {
        return outcome
                + phase.map(p -> " at " + p).orElse("")
                + field.map(f -> ", " + f).orElse("")
                + remedy.map(r -> ", " + r).orElse("")
                + serverText.map(t -> ", server: " + t).orElse("");
    }

    /** Returns a copy without the details for administrators. */
    ProbeResult withoutDetails() {
        return withoutDetails(link);
    }

    private ProbeResult withoutDetails(Optional<URI> shown) {
        return new ProbeResult(
                outcome,
                field,
                remedy,
                userName,
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                shown);
    }

    /**
     * Returns a copy for a user who named the server: the same for every outcome that reveals what is behind the name.
     */
    ProbeResult closedSet(MailProtocol protocol) {
        return outcome.hiddenFromUsers()
                ? of(protocol, Outcome.UNREACHABLE).withUserName(userName)
                : withoutDetails(Optional.empty());
    }
}
