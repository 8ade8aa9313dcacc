package org.emailregistry.internal.vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.Sealed;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.text.Framing;

/**
 * Signs the rows of services and of manual entry, and verifies that a stored one is what an administrator's decision
 * produced: all of it, for this service of this tenant. Write access to the database alone can therefore neither
 * redirect or unhide a service, nor bring a removed one back, nor forge a confirmation. Without a cipher nothing is
 * signed, and persistent stores then take no credentials.
 */
public record Signatures(Optional<CredentialCipher> cipher, String tenant) {

    public ServiceRow signed(ServiceRow row) {
        return row.with(cipher.map(c -> c.authenticate(content(row))));
    }

    public ManualEntryRow signed(ManualEntryRow row) {
        return row.with(cipher.map(c -> c.authenticate(content(row))));
    }

    /** Returns why a stored row is not trusted, without its content; empty if it is trusted or there is no cipher. */
    public Optional<String> flaw(ServiceRow row) {
        return cipher.flatMap(c -> flaw(c, row.proof(), content(row)));
    }

    /** Returns why the stored row is not trusted, without its content; empty if it is trusted or there is no cipher. */
    public Optional<String> flaw(ManualEntryRow row) {
        return cipher.flatMap(c -> flaw(c, row.proof(), content(row)));
    }

    private static Optional<String> flaw(CredentialCipher cipher, Optional<Sealed> proof, byte[] content) {
        if (proof.isEmpty()) {
            return Optional.of("proof: missing; the row was saved without a cipher, or altered in the store");
        }
        try {
            cipher.verify(proof.get(), content);
            return Optional.empty();
        } catch (CipherException e) {
            return Optional.of("proof: key \"" + e.keyId() + "\": " + e.kind());
        }
    }

    private byte[] content(ServiceRow row) {
        List<String> parts =
                new ArrayList<>(List.of("service row 1", tenant, row.id().value()));
        row.definition().ifPresentOrElse(definition -> add(parts, definition), () -> parts.add("standard"));
        parts.add(Boolean.toString(row.hidden()));
        parts.add(Long.toString(row.revision()));
        parts.add(row.removedAt().map(Instant::toString).orElse(""));
        parts.add(row.terms());
        return Framing.of(parts);
    }

    private byte[] content(ManualEntryRow row) {
        return Framing.of(List.of(
                "manual entry 1",
                tenant,
                Boolean.toString(row.allowed()),
                Long.toString(row.doorRevision()),
                row.terms()));
    }

    private static void add(List<String> parts, ServiceDefinition definition) {
        parts.add("corporate");
        parts.add(definition.name());
        add(parts, definition.servers().smtp());
        add(parts, definition.servers().imap());
        add(parts, definition.authenticationMethods());
        add(parts, definition.domains());
        parts.add(definition.trustedCertificates().orElse(""));
        add(parts, definition.formerDestinations());
        parts.add(Long.toString(definition.version().revision()));
        parts.add(definition.version().commitId());
    }

    private static void add(List<String> parts, ServerRow server) {
        parts.addAll(List.of(server.address(), server.security(), server.userNameFormat()));
    }

    private static void add(List<String> parts, List<String> list) {
        parts.add(Integer.toString(list.size()));
        parts.addAll(list);
    }
}
