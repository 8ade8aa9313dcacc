package org.emailregistry.connection;

import static java.util.Objects.requireNonNull;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.probe.Outcome;
import org.emailregistry.text.SecretText;
import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to log in: the user name that the server expects, and a password or token. The secret is obtained only
 * when it is about to be sent. Callers wipe the returned arrays.
 */
final class Login implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /** Supplies the secret. */
    @FunctionalInterface
    interface Source {
        /**
         * Returns the secret.
         *
         * @throws ConnectionFailedException if there is none, with the outcome of the login
         */
        Secret get() throws ConnectionFailedException;
    }

    private final String userName;
    private final boolean token;
    private final Source source;
    private @Nullable Secret secret;
    private boolean sent;

    /**
     * Creates a login.
     *
     * @param token whether the secret is an OAuth 2 access token
     * @param source supplies the secret, which this object closes
     */
    Login(String userName, boolean token, Source source) {
        this.userName = userName;
        this.token = token;
        this.source = source;
    }

    boolean isToken() {
        return token;
    }

    /** Notes that the user name or the secret is being sent. */
    void markSent() {
        sent = true;
    }

    /** Returns whether the server has got anything that it could reject. */
    boolean isSent() {
        return sent;
    }

    byte[] userName() {
        return userName.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the secret in UTF-8.
     *
     * @throws ConnectionFailedException if the user name or the secret contains characters that could end a command, or
     *     the secret cannot be obtained
     */
    byte[] secret() throws ConnectionFailedException {
        if (secret == null) {
            if (Text.flawOf(userName, Credentials.MAXIMUM_LOGIN_LENGTH) != null) {
                throw new ConnectionFailedException(Outcome.UNEXPECTED);
            }
            secret = obtain();
            if (!secret.use(Login::isClean)) {
                throw new ConnectionFailedException(Outcome.UNEXPECTED);
            }
        }
        return secret.use(SecretText::encode);
    }

    private Secret obtain() throws ConnectionFailedException {
        try {
            return requireNonNull(source.get(), "token");
        } catch (RuntimeException e) {
            // Without the message, which may come from a token source and contain a secret.
            LOG.warn(
                    "Obtaining the secret for a login failed with {}",
                    e.getClass().getName());
            throw new ConnectionFailedException(Outcome.UNEXPECTED);
        }
    }

    private static boolean isClean(char[] characters) {
        return characters.length > 0 && Text.firstForbidden(CharBuffer.wrap(characters)) < 0;
    }

    /** Returns the message of PLAIN (RFC 4616), in base64. */
    byte[] plain() throws ConnectionFailedException {
        byte[] password = secret();
        return SecretBytes.base64(SecretBytes.join(new byte[1], userName(), new byte[1], password));
    }

    /** Returns the message of XOAUTH2, in base64. */
    byte[] xoauth2() throws ConnectionFailedException {
        byte[] bearer = secret();
        return SecretBytes.base64(SecretBytes.join(
                SecretBytes.ascii("user="),
                userName(),
                SecretBytes.ascii("\1auth=Bearer "),
                bearer,
                SecretBytes.ascii("\1\1")));
    }

    /**
     * Returns whether a reply of the server contains the secret, or a piece of it as it was sent: some servers echo the
     * command.
     */
    boolean isIn(String serverText) throws ConnectionFailedException {
        return secret != null
                && (SecretBytes.isIn(serverText, secret())
                        || SecretBytes.pieceIsIn(serverText, token ? xoauth2() : plain())
                        || SecretBytes.pieceIsIn(serverText, SecretBytes.base64(secret())));
    }

    @Override
    public void close() {
        if (secret != null) {
            secret.close();
        }
    }
}
