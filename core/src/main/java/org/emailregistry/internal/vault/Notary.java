package org.emailregistry.internal.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.text.Framing;

/**
 * Proves, and checks, that the definition of a service in the store is the one that an administrator saved: all of it,
 * for this service of this tenant. Whoever can only write into the database can therefore neither redirect a service nor
 * say that a redirection was confirmed. Without a cipher nothing is proved; where that lasts, no credentials are kept either.
 */
public record Notary(Optional<CredentialCipher> cipher, String tenant) {

    public ServiceDefinition signed(ServiceId id, ServiceDefinition definition) {
        return definition.with(cipher.map(c -> c.authenticate(statement(id, definition))));
    }

    /** Why a definition is not to be believed; names a key, and nothing of what is stored. */
    public Optional<String> flaw(ServiceId id, ServiceDefinition definition) {
        if (cipher.isEmpty()) {
            return Optional.empty();
        }
        if (definition.proof().isEmpty()) {
            return Optional.of("proof: missing");
        }
        try {
            cipher.get().verify(definition.proof().get(), statement(id, definition));
            return Optional.empty();
        } catch (CipherException e) {
            return Optional.of("proof: key \"" + e.keyId() + "\": " + e.kind());
        }
    }

    private byte[] statement(ServiceId id, ServiceDefinition definition) {
        List<String> parts = new ArrayList<>(List.of("service 1", tenant, id.value(), definition.name()));
        add(parts, definition.servers().smtp());
        add(parts, definition.servers().imap());
        add(parts, definition.signIn());
        add(parts, definition.domains());
        parts.add(definition.trust().orElse(""));
        add(parts, definition.formerDestinations());
        parts.add(Long.toString(definition.version().revision()));
        parts.add(definition.version().commitId());
        return Framing.of(parts);
    }

    private static void add(List<String> parts, ServerRow server) {
        parts.addAll(List.of(server.address(), server.security(), server.login()));
    }

    private static void add(List<String> parts, List<String> list) {
        parts.add(Integer.toString(list.size()));
        parts.addAll(list);
    }
}
