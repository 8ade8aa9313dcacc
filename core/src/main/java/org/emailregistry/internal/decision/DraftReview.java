package org.emailregistry.internal.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.address.DomainName;
import org.emailregistry.internal.Problems;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.ServiceName;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.text.Text;

/**
 * The result of checking a draft: its problems, and its definition if none of them is an error.
 *
 * @param definition the content of the draft; empty if one of the problems is an error
 */
public record DraftReview(List<Problem> problems, Optional<Definition> definition) {
    /** Domains per service: more than organisations have, and few enough for a text column of every database. */
    private static final int MAXIMUM_DOMAINS = 200;

    /** Checks a draft by itself; {@link #nameTaken} compares its name with other services. */
    public static DraftReview of(ServiceDraft draft, ConnectionPolicy policy) {
        List<Problem> problems = new ArrayList<>();
        ServiceName.flaw(draft.name())
                .ifPresent(flaw -> problems.add(Problems.of(Field.NAME, "The name", flaw, ServiceName.MAXIMUM_LENGTH)));
        Text.Flaw operation = Text.flawOf(draft.operation(), Text.MAXIMUM_ID_LENGTH);
        if (operation != null) {
            problems.add(Problems.of(Field.OPERATION, "The operation id", operation, Text.MAXIMUM_ID_LENGTH));
        }
        if (draft.authenticationMethods().isEmpty()) {
            problems.add(Problems.of(Field.AUTHENTICATION_METHODS, "The authentication method", Text.Flaw.MISSING, 0));
        }
        Problems.addTyped(problems, draft.smtp(), draft.imap());
        draft.servers().ifPresent(servers -> problems.addAll(policy.review(servers, Origin.ADMINISTRATOR)));
        Optional<TrustedCertificates> trustedCertificates = trustedCertificates(draft, problems);
        Set<String> domains = domains(draft, problems);
        Optional<ServerSettings> servers = draft.servers();
        if (servers.isEmpty() || Problems.anyError(problems)) {
            return new DraftReview(List.copyOf(problems), Optional.empty());
        }
        return new DraftReview(
                List.copyOf(problems),
                Optional.of(new Definition(
                        draft.name(), servers.get(), draft.authenticationMethods(), domains, trustedCertificates)));
    }

    private static Optional<TrustedCertificates> trustedCertificates(ServiceDraft draft, List<Problem> problems) {
        try {
            Optional<TrustedCertificates> trusted = draft.trustedCertificates().map(TrustedCertificates::parse);
            trusted.flatMap(TrustedCertificates::fingerprint).ifPresent(pin -> problems.add(pinned(pin)));
            return trusted;
        } catch (IllegalArgumentException e) {
            problems.add(
                    draft.pinsCertificate()
                            ? Problem.error(
                                    Field.TRUSTED_CERTIFICATES,
                                    Problem.Code.FINGERPRINT_MALFORMED,
                                    "The text is not a SHA-256 fingerprint: 64 hexadecimal digits, with or without"
                                            + " colons.")
                            : Problem.error(
                                    Field.TRUSTED_CERTIFICATES,
                                    Problem.Code.CERTIFICATES_UNREADABLE,
                                    "The text is not a list of X.509 certificates in PEM."));
            return Optional.empty();
        }
    }

    private static Problem pinned(String fingerprint) {
        return new Problem(
                Field.TRUSTED_CERTIFICATES,
                Problem.Code.CERTIFICATE_PINNED,
                Problem.Severity.WARNING,
                "Only the certificate with this fingerprint is accepted, whatever its names are. As soon as a server"
                        + " has another one, all connections fail: " + fingerprint,
                Map.of("fingerprint", fingerprint));
    }

    private static Set<String> domains(ServiceDraft draft, List<Problem> problems) {
        if (draft.domains().size() > MAXIMUM_DOMAINS) {
            problems.add(new Problem(
                    Field.DOMAINS,
                    Problem.Code.TOO_MANY,
                    Problem.Severity.ERROR,
                    "At most " + MAXIMUM_DOMAINS + " domains are allowed, got "
                            + draft.domains().size() + ".",
                    Map.of("maximum", Integer.toString(MAXIMUM_DOMAINS))));
            return Set.of();
        }
        Set<String> domains = new TreeSet<>();
        for (String text : draft.domains()) {
            Optional<DomainName> domain = DomainName.tryParse(text);
            if (domain.isPresent()) {
                domains.add(domain.get().toString());
            } else {
                String shown = Text.firstForbidden(text) < 0 && text.length() <= 80 ? text : "?";
                problems.add(new Problem(
                        Field.DOMAINS,
                        Problem.Code.DOMAIN_MALFORMED,
                        Problem.Severity.ERROR,
                        "The text is not a domain name: " + shown,
                        Map.of("domain", shown)));
            }
        }
        return domains;
    }

    /** Returns a problem if another existing service has the name; empty if no other service has it. */
    public static Optional<Problem> nameTaken(String name, Optional<ServiceId> own, Collection<ServiceEntry> entries) {
        String folded = Text.folded(name);
        for (ServiceEntry other : entries) {
            if (other.exists()
                    && !other.retired()
                    && !Optional.of(other.id()).equals(own)
                    && Text.folded(other.name()).equals(folded)) {
                return Optional.of(new Problem(
                        Field.NAME,
                        Problem.Code.NAME_TAKEN,
                        Problem.Severity.ERROR,
                        "Another service has this name.",
                        Map.of("service", other.id().value())));
            }
        }
        return Optional.empty();
    }
}
