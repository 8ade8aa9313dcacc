package org.emailregistry.account;

import static java.util.Objects.requireNonNull;

import java.nio.CharBuffer;
import java.util.Map;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a user proves with that a mailbox is theirs. Whoever makes credentials closes them; what they are given to takes
 * copies.
 */
public sealed interface Credentials extends AutoCloseable {
    /** The longest login, in code points. */
    int MAXIMUM_LOGIN_LENGTH = 320;

    /** The login as the user typed it: 1 to {@value #MAXIMUM_LOGIN_LENGTH} characters without control characters. */
    String login();

    /** Which of the two it is. */
    Kind kind();

    /** Wipes the secret. Idempotent. */
    @Override
    void close();

    /**
     * Credentials with a password or an app password.
     *
     * @throws MalformedCredentialsException if the login or the password is missing, too long, or has a control
     *     character or a lone surrogate
     */
    static Credentials password(@Nullable String login, @Nullable Secret password) {
        return new Password(checkedLogin(login), checkedSecret(password));
    }

    /**
     * Credentials of which nothing is stored: the host's {@link TokenSource} is asked at each login.
     *
     * @throws MalformedCredentialsException if the login is missing, too long, or has a control character or a lone
     *     surrogate
     */
    static Credentials external(@Nullable String login) {
        return new External(checkedLogin(login));
    }

    /** The kinds of credentials. */
    enum Kind {
        /** {@link Password}. */
        PASSWORD,
        /** {@link External}. */
        EXTERNAL
    }

    /**
     * A login and a password, sent by PLAIN or LOGIN, only inside what the service's security demands.
     *
     * @param login the login as typed
     * @param secret the password; closed with this object
     */
    record Password(String login, Secret secret) implements Credentials {
        /**
         * Checks both.
         *
         * @throws MalformedCredentialsException if one of them cannot be sent to a server
         */
        public Password {
            login = checkedLogin(login);
            secret = checkedSecret(secret);
        }

        @Override
        public Kind kind() {
            return Kind.PASSWORD;
        }

        @Override
        public void close() {
            secret.close();
        }
    }

    /**
     * A login whose token the host application provides.
     *
     * @param login the login as typed
     */
    record External(String login) implements Credentials {
        /**
         * Checks the login.
         *
         * @throws MalformedCredentialsException if it cannot be sent to a server
         */
        public External {
            login = checkedLogin(login);
        }

        @Override
        public Kind kind() {
            return Kind.EXTERNAL;
        }

        @Override
        public void close() {}
    }

    private static String checkedLogin(@Nullable String login) {
        Text.Flaw flaw = Text.flawOf(login, MAXIMUM_LOGIN_LENGTH);
        if (flaw != null) {
            throw malformed(Field.LOGIN, flaw, MAXIMUM_LOGIN_LENGTH);
        }
        return requireNonNull(login);
    }

    private static Secret checkedSecret(@Nullable Secret secret) {
        if (secret == null) {
            throw malformed(Field.PASSWORD, Text.Flaw.MISSING, Secret.MAXIMUM_LENGTH);
        }
        Text.@Nullable Flaw flaw = secret.<Text.@Nullable Flaw>use(characters -> {
            if (characters.length == 0) {
                return Text.Flaw.MISSING;
            }
            return Text.firstForbidden(CharBuffer.wrap(characters)) >= 0 ? Text.Flaw.FORBIDDEN_CHARACTER : null;
        });
        if (flaw != null) {
            throw malformed(Field.PASSWORD, flaw, Secret.MAXIMUM_LENGTH);
        }
        return secret;
    }

    private static MalformedCredentialsException malformed(Field field, Text.Flaw flaw, int maximum) {
        String what = field == Field.LOGIN ? "The login" : "The password";
        return new MalformedCredentialsException(
                switch (flaw) {
                    case MISSING -> Problem.error(field, Problem.Code.MISSING, what + " is missing.");
                    case TOO_LONG ->
                        new Problem(
                                field,
                                Problem.Code.TOO_LONG,
                                Problem.Severity.ERROR,
                                what + " has more than " + maximum + " characters.",
                                Map.of("maximum", Integer.toString(maximum)));
                    case FORBIDDEN_CHARACTER ->
                        Problem.error(
                                field,
                                Problem.Code.FORBIDDEN_CHARACTER,
                                what + " contains a control character or half a character.");
                });
    }
}
