package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Remedy;

/**
 * Says what a server means by a refusal. The library has rules for the codes of the RFCs and for the words of large
 * providers; a host application adds its own with {@link ConnectionSettings#withRefusalRules}. Immutable.
 *
 * @param protocol the protocol of the server; if empty, both
 * @param code a code that the reply must have: a response code of IMAP (RFC 5530) such as {@code EXPIRED}, a reply code
 *     of SMTP such as {@code 535}, or an enhanced status code (RFC 3463) such as {@code 5.7.8}, whose class may be
 *     {@code X} for any; the empty string for every reply
 * @param text a pattern that must be found in the reply
 * @param outcome the meaning of the reply. If it {@linkplain Outcome#countsTowardsSuspension() counts towards a
 *     suspension} and the rule has no code, the rule does not apply to a reply whose code says "not now" (4xx,
 *     {@code UNAVAILABLE}, {@code INUSE}, {@code LIMIT}, {@code SERVERBUG})
 * @param remedy the remedy, if it is not {@link Outcome#remedy()}
 */
public record RefusalRule(
        Optional<MailProtocol> protocol, String code, Pattern text, Outcome outcome, Optional<Remedy> remedy) {
    private static final Pattern ANYTHING = Pattern.compile("");

    /**
     * Creates a rule.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the outcome is successful
     */
    public RefusalRule {
        requireNonNull(protocol, "protocol");
        requireNonNull(code, "code");
        requireNonNull(text, "text");
        requireNonNull(outcome, "outcome");
        requireNonNull(remedy, "remedy");
        if (outcome.successful()) {
            throw new IllegalArgumentException("outcome: a refusal cannot mean " + outcome);
        }
    }

    /** Returns a rule for replies of one protocol in which the regular expression is found, ignoring case. */
    public static RefusalRule text(MailProtocol protocol, String expression, Outcome outcome) {
        return new RefusalRule(Optional.of(protocol), "", pattern(expression), outcome, Optional.empty());
    }

    /** Returns a rule for replies of both protocols in which the regular expression is found, ignoring case. */
    public static RefusalRule text(String expression, Outcome outcome) {
        return new RefusalRule(Optional.empty(), "", pattern(expression), outcome, Optional.empty());
    }

    /** Returns a rule for replies of one protocol with this code, whatever their text is. */
    public static RefusalRule code(MailProtocol protocol, String code, Outcome outcome) {
        return new RefusalRule(Optional.of(protocol), code, ANYTHING, outcome, Optional.empty());
    }

    /** Returns a copy with a remedy that differs from that of the outcome. */
    public RefusalRule withRemedy(Remedy newRemedy) {
        return new RefusalRule(protocol, code, text, outcome, Optional.of(newRemedy));
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    boolean appliesTo(ServerRefusal refusal) {
        return (protocol.isEmpty() || protocol.get() == refusal.protocol())
                && (code.isEmpty() ? !(refusal.isTransient() && outcome.countsTowardsSuspension()) : refusal.has(code))
                && text.matcher(refusal.text()).find();
    }
}
