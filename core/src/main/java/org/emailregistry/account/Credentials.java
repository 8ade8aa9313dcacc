package org.emailregistry.account;

import java.nio.CharBuffer;
import java.util.Map;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A user's login and, for {@link Password}, the password. Thread-safe; immutable except for {@link #close}.
 *
 * <p>The creator closes credentials, directly or by closing the {@code ConnectRequest} that holds them. The registry
 * copies what it needs before a call returns. For example:
 *
 * <pre>{@code
 * char[] typed = "correct horse battery staple".toCharArray();
 * try (Secret password = Secret.of(typed);
 *         Credentials credentials = Credentials.password("anna@acme.example", password)) {
 *     Arrays.fill(typed, '\0'); // the secret has its own copy
 *     System.out.println("Signing in as " + credentials.login());
 * }
 * }</pre>
 */
public sealed interface Credentials extends AutoCloseable {
    /** The maximum length of a login, in code points. */
    int MAXIMUM_LOGIN_LENGTH = 320;

    /**
     * Returns the login as the user typed it, without the white space around it: not blank, at most
     * {@value #MAXIMUM_LOGIN_LENGTH} code points, and without control characters and lone surrogates.
     */
    String login();

    /** Returns the kind of these credentials, for an exhaustive {@code switch}. */
    Kind kind();

    /** Wipes the password, if there is one. Idempotent. */
    @Override
    void close();

    /**
     * Returns credentials with a password or an app password. Closing them closes the given secret.
     *
     * @throws MalformedCredentialsException if the login or the password is missing, or contains a control character or
     *     a lone surrogate, or if the login is too long
     * @throws IllegalStateException if the secret is closed
     */
    static Credentials password(@Nullable String login, @Nullable Secret password) {
        return new Password(checkedLogin(login), checkedSecret(password));
    }

    /**
     * Returns credentials without a password. The library stores no secret for them and asks the host application's
     * {@link TokenSource} for a token at each login.
     *
     * @throws MalformedCredentialsException if the login is missing, too long, or contains a control character or a
     *     lone surrogate
     */
    static Credentials external(@Nullable String login) {
        return new External(checkedLogin(login));
    }

    /** The kinds of credentials. */
    enum Kind {
        /** A login and a password: {@link Password}. */
        PASSWORD,
        /** A login whose token the host application supplies: {@link External}. */
        EXTERNAL
    }

    /**
     * A login and a password. The password is sent with PLAIN (RFC 4616) or LOGIN, and only over a connection with the
     * security that the settings of the server prescribe.
     *
     * @param login the login as the user typed it; white space of any script around it is removed
     * @param secret the password; closed together with these credentials
     */
    record Password(String login, Secret secret) implements Credentials {
        /**
         * Creates credentials with a password.
         *
         * @throws MalformedCredentialsException if the login or the password cannot be sent to a mail server
         * @throws IllegalStateException if the secret is closed
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
     * A login whose token the host application supplies.
     *
     * @param login the login as the user typed it; white space of any script around it is removed
     */
    record External(String login) implements Credentials {
        /**
         * Creates credentials without a password.
         *
         * @throws MalformedCredentialsException if the login cannot be sent to a mail server
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
        String stripped = login == null ? "" : Text.stripped(login);
        Text.Flaw flaw = Text.flawOf(stripped, MAXIMUM_LOGIN_LENGTH);
        if (flaw != null) {
            throw malformed(Field.LOGIN, flaw, MAXIMUM_LOGIN_LENGTH);
        }
        return stripped;
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
                                what + " contains a control character or a lone surrogate.");
                });
    }
}
