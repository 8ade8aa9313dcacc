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
 * Signs the definitions of services, and verifies stored definitions. A signature covers the whole definition, the id
 * of the service and the tenant. Write access to the database alone can therefore neither redirect a service nor forge
 * the confirmation of a redirection. Without a cipher, nothing is signed, and persistent stores accept no credentials.
 */
public record ServiceSignatures(Optional<CredentialCipher> cipher, String tenant) {

    public ServiceDefinition signed(ServiceId id, ServiceDefinition definition) {
        return definition.with(cipher.map(c -> c.authenticate(signedContent(id, definition))));
    }

    /**
     * Returns why a stored definition is not trusted, without its content; empty if it is trusted or there is no
     * cipher.
     */
    public Optional<String> flaw(ServiceId id, ServiceDefinition definition) {
        if (cipher.isEmpty()) {
            return Optional.empty();
        }
        if (definition.proof().isEmpty()) {
            return Optional.of("proof: missing; the service was saved without a cipher, or altered in the store");
        }
        try {
            cipher.get().verify(definition.proof().get(), signedContent(id, definition));
            return Optional.empty();
        } catch (CipherException e) {
            return Optional.of("proof: key \"" + e.keyId() + "\": " + e.kind());
        }
    }

    private byte[] signedContent(ServiceId id, ServiceDefinition definition) {
        List<String> parts = new ArrayList<>(List.of("service 1", tenant, id.value(), definition.name()));
        add(parts, definition.servers().smtp());
        add(parts, definition.servers().imap());
        add(parts, definition.authenticationMethods());
        add(parts, definition.domains());
        parts.add(definition.trustedCertificates().orElse(""));
        add(parts, definition.formerDestinations());
        parts.add(Long.toString(definition.version().revision()));
        parts.add(definition.version().commitId());
        return Framing.of(parts);
    }

    private static void add(List<String> parts, ServerRow server) {
        parts.addAll(List.of(server.address(), server.security(), server.userNameFormat()));
    }

    private static void add(List<String> parts, List<String> list) {
        parts.add(Integer.toString(list.size()));
        parts.addAll(list);
    }
}
