package org.emailregistry.internal.vault;

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
import org.emailregistry.text.Framing;
import org.emailregistry.text.SecretText;

/**
 * Seals credentials for one account and one pair of destinations. Without a cipher they are kept as they are, and only where
 * nothing persists.
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
     * What credentials are bound to beside their destinations: none of it can be changed in the store without their ceasing
     * to open.
     */
    public record Bond(AccountId account, UserId owner, String login, Optional<ServiceId> service, String origin) {
        public static Bond of(AccountRow row) {
            return new Bond(row.id(), row.owner(), row.login(), row.service(), row.origin());
        }
    }

    public SealedCredentials seal(Bond bond, Credentials credentials, Destinations home) {
        if (cipher.isEmpty() && persistent) {
            throw new CipherRequiredException();
        }
        byte[] plain = credentials instanceof Credentials.Password password
                ? password.secret().use(SecretText::encode)
                : new byte[0];
        try {
            return seal(bond, credentials.kind().name(), plain, home);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SealedCredentials seal(Bond bond, String kind, byte[] plain, Destinations home) {
        Sealed secret =
                cipher.map(c -> c.seal(plain, associatedData(bond, kind, home))).orElseGet(() -> new Sealed("", plain));
        return new SealedCredentials(kind, secret, home.smtp(), home.imap());
    }

    /**
     * Opens what was sealed for this row as it is.
     *
     * @throws CipherException if it was not, or the key is not at hand
     */
    public Credentials open(AccountRow row) {
        SealedCredentials sealed = row.credentials().orElseThrow();
        byte[] plain = plain(Bond.of(row), sealed);
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

    /** Why what is in a row cannot be opened; empty if it can. */
    public Optional<CipherException.Kind> flaw(AccountRow row) {
        try {
            Arrays.fill(plain(Bond.of(row), row.credentials().orElseThrow()), (byte) 0);
            return Optional.empty();
        } catch (CipherException e) {
            return Optional.of(e.kind());
        }
    }

    /**
     * The same credentials, sealed with the newest key.
     *
     * @param before what they are bound to
     * @param after what they are going to be bound to
     * @param home where they may go then
     */
    public SealedCredentials reseal(Bond before, SealedCredentials sealed, Bond after, Destinations home) {
        byte[] plain = plain(before, sealed);
        try {
            return seal(after, sealed.kind(), plain, home);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[] plain(Bond bond, SealedCredentials sealed) {
        return cipher.map(c -> c.open(sealed.secret(), associatedData(bond, sealed.kind(), home(sealed))))
                .orElseGet(() -> sealed.secret().bytes());
    }

    public static Destinations home(SealedCredentials sealed) {
        return new Destinations(sealed.smtpDestination(), sealed.imapDestination());
    }

    public boolean hasCipher() {
        return cipher.isPresent();
    }

    private byte[] associatedData(Bond bond, String kind, Destinations home) {
        return Framing.of(List.of(
                "credentials 1",
                tenant,
                bond.account().value(),
                bond.owner().value(),
                bond.login(),
                bond.service().map(ServiceId::value).orElse(""),
                bond.origin(),
                kind,
                home.smtp(),
                home.imap()));
    }
}
