package org.emailregistry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.Secret;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;

/**
 * Seals credentials for one account and one pair of destinations. Without a cipher they are kept as they are, and only where
 * nothing persists.
 */
final class Vault {
    private final Optional<CredentialCipher> cipher;
    private final boolean persistent;
    private final String tenant;

    Vault(Optional<CredentialCipher> cipher, RegistryStore store) {
        this.cipher = cipher;
        this.persistent = store.persistent();
        this.tenant = store.tenant();
    }

    SealedCredentials seal(AccountId account, Credentials credentials, Destinations home) {
        if (cipher.isEmpty() && persistent) {
            throw new CipherRequiredException();
        }
        byte[] plain = credentials instanceof Credentials.Password password
                ? password.secret().use(Vault::encode)
                : new byte[0];
        try {
            return seal(account, credentials.kind().name(), plain, home);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SealedCredentials seal(AccountId account, String kind, byte[] plain, Destinations home) {
        Sealed secret = cipher.map(c -> c.seal(plain, associatedData(account, kind, home)))
                .orElseGet(() -> new Sealed("", plain));
        return new SealedCredentials(kind, secret, home.smtp(), home.imap());
    }

    /** Opens what was sealed for this account. */
    Credentials open(AccountId account, String login, SealedCredentials sealed) {
        byte[] plain = plain(account, sealed);
        char[] characters = decode(plain);
        try {
            if (Credentials.Kind.valueOf(sealed.kind()) == Credentials.Kind.EXTERNAL) {
                return Credentials.external(login);
            }
            return Credentials.password(login, Secret.of(characters));
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(characters, '\0');
        }
    }

    /** The same credentials for the same destinations, sealed with the newest key. */
    SealedCredentials reseal(AccountId account, SealedCredentials sealed) {
        byte[] plain = plain(account, sealed);
        try {
            return seal(account, sealed.kind(), plain, home(sealed));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[] plain(AccountId account, SealedCredentials sealed) {
        return cipher.map(c -> c.open(sealed.secret(), associatedData(account, sealed.kind(), home(sealed))))
                .orElseGet(() -> sealed.secret().bytes());
    }

    private static Destinations home(SealedCredentials sealed) {
        return new Destinations(sealed.smtpDestination(), sealed.imapDestination());
    }

    boolean hasCipher() {
        return cipher.isPresent();
    }

    private static byte[] encode(char[] characters) {
        byte[] room = new byte[characters.length * 3];
        ByteBuffer buffer = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), buffer, true);
        byte[] bytes = Arrays.copyOf(room, buffer.position());
        Arrays.fill(room, (byte) 0);
        return bytes;
    }

    private static char[] decode(byte[] bytes) {
        char[] room = new char[bytes.length];
        CharBuffer buffer = CharBuffer.wrap(room);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), buffer, true);
        char[] characters = Arrays.copyOf(room, buffer.position());
        Arrays.fill(room, '\0');
        return characters;
    }

    /** Each part with its length before it, so that no two lists of parts look alike. */
    private byte[] associatedData(AccountId account, String kind, Destinations home) {
        var out = new ByteArrayOutputStream();
        for (String part : new String[] {tenant, account.value(), kind, home.smtp(), home.imap()}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
