package org.emailregistry.internal.vault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.emailregistry.CipherRequiredException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.SettingsRow;
import org.emailregistry.text.Framing;
import org.emailregistry.text.SecretText;

/**
 * Seals credentials for one account and one pair of destinations, and opens them. Without a cipher, credentials are
 * kept unsealed, and only in stores that do not persist.
 */
public final class Vault {
    private final Optional<CredentialCipher> cipher;
    private final boolean persistent;
    private final String tenant;

    public Vault(Optional<CredentialCipher> cipher, RegistryStore store) {
        this.cipher = cipher;
        this.persistent = store.persistent();
        this.tenant = store.tenant();
    }

    /**
     * The facts that credentials are bound to besides their destinations. If one of them is changed in the store, the
     * credentials no longer open.
     */
    public record Binding(
            AccountId account,
            UserId owner,
            String address,
            String login,
            Optional<String> smtpLogin,
            Optional<ServiceId> service,
            Optional<SettingsRow> manual,
            String origin) {
        public static Binding of(AccountRow row) {
            return new Binding(
                    row.id(),
                    row.owner(),
                    row.address(),
                    row.login(),
                    row.smtpLogin(),
                    row.service(),
                    row.manual(),
                    row.origin());
        }
    }

    public SealedCredentials seal(Binding binding, Credentials credentials, Destinations home) {
        byte[] plain = credentials instanceof Credentials.Password password
                ? password.secret().use(SecretText::encode)
                : new byte[0];
        try {
            return seal(binding, credentials.kind().name(), plain, home);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SealedCredentials seal(Binding binding, String kind, byte[] plain, Destinations home) {
        if (cipher.isEmpty() && persistent) {
            throw new CipherRequiredException();
        }
        Sealed secret = cipher.map(c -> c.seal(plain, associatedData(binding, kind, home)))
                .orElseGet(() -> new Sealed("", plain));
        return new SealedCredentials(kind, secret, home.smtp(), home.imap(), home.bound());
    }

    /**
     * Opens the credentials of a row.
     *
     * @throws CipherException if the credentials were sealed for another row, or the key is unknown
     */
    public Credentials open(AccountRow row) {
        SealedCredentials sealed = row.credentials().orElseThrow();
        byte[] plain = plain(Binding.of(row), sealed);
        try {
            return Credentials.Kind.valueOf(sealed.kind()) == Credentials.Kind.EXTERNAL
                    ? Credentials.external(row.login())
                    : password(row.login(), plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static Credentials password(String login, byte[] plain) {
        char[] characters = SecretText.decode(plain);
        try {
            return Credentials.password(login, Secret.of(characters));
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Returns why the credentials of a row cannot be opened; empty if they can. */
    public Optional<CipherException.Kind> flaw(AccountRow row) {
        try {
            Arrays.fill(plain(Binding.of(row), row.credentials().orElseThrow()), (byte) 0);
            return Optional.empty();
        } catch (CipherException e) {
            return Optional.of(e.kind());
        }
    }

    /**
     * Returns the same credentials, sealed with the newest key.
     *
     * @param before the facts that the credentials are bound to now
     * @param after the facts to bind the credentials to
     * @param home the destinations to seal the credentials for
     */
    public SealedCredentials reseal(Binding before, SealedCredentials sealed, Binding after, Destinations home) {
        byte[] plain = plain(before, sealed);
        try {
            return seal(after, sealed.kind(), plain, home);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[] plain(Binding binding, SealedCredentials sealed) {
        if (cipher.isPresent()) {
            return cipher.get().open(sealed.secret(), associatedData(binding, sealed.kind(), home(sealed)));
        }
        if (!sealed.secret().keyId().isEmpty()) {
            // Without the check, the ciphertext would pass for the password.
            throw new CipherException(
                    CipherException.Kind.UNKNOWN_KEY, sealed.secret().keyId());
        }
        return sealed.secret().bytes();
    }

    /** Returns the destinations that credentials were sealed for. */
    public static Destinations home(SealedCredentials sealed) {
        return new Destinations(sealed.smtpDestination(), sealed.imapDestination(), sealed.bound());
    }

    public boolean hasCipher() {
        return cipher.isPresent();
    }

    private byte[] associatedData(Binding binding, String kind, Destinations home) {
        List<String> parts = new ArrayList<>(List.of(
                "credentials 1",
                tenant,
                binding.account().value(),
                binding.owner().value(),
                binding.address(),
                binding.login(),
                binding.smtpLogin().map(login -> "smtp " + login).orElse(""),
                binding.service().map(ServiceId::value).orElse(""),
                binding.origin(),
                kind,
                home.smtp(),
                home.imap(),
                home.bound()));
        binding.manual().ifPresent(servers -> {
            add(parts, servers.smtp());
            add(parts, servers.imap());
        });
        return Framing.of(parts);
    }

    private static void add(List<String> parts, ServerRow server) {
        parts.addAll(List.of(server.address(), server.security(), server.userNameFormat()));
    }
}
