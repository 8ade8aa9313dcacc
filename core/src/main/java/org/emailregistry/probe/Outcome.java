package org.emailregistry.probe;

import static org.emailregistry.probe.Outcome.About.CREDENTIALS;
import static org.emailregistry.probe.Outcome.About.NOTHING;
import static org.emailregistry.probe.Outcome.About.SECURITY;
import static org.emailregistry.probe.Outcome.About.SERVER;
import static org.emailregistry.probe.Outcome.About.SIGN_IN;
import static org.emailregistry.probe.Outcome.About.TRUST;

import java.util.Optional;
import org.emailregistry.policy.Field;
import org.jspecify.annotations.Nullable;

/** What came of testing one server: one closed set for SMTP and IMAP. */
public enum Outcome {
    /** The server is who it should be, and accepted this credential. */
    OK(NOTHING, null),
    /** The server is who it should be; no credentials were given. */
    OK_WITHOUT_LOGIN(NOTHING, null),
    /** Too many tests are running; this one was not begun. */
    BUSY(NOTHING, Remedy.TRY_LATER),
    /** What users see instead of the next five, so that the test is no port scanner. */
    UNREACHABLE(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** The name has no address. */
    HOST_UNKNOWN(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** An address of the name is one that the network policy denies; nothing was connected to. */
    ADDRESS_FORBIDDEN(SERVER, Remedy.ALLOW_ADDRESS),
    /** The host is there or its router is, and said that nobody listens. */
    CONNECTION_REFUSED(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** No answer in time; the phase tells to what. */
    TIMEOUT(SERVER, Remedy.CHECK_NETWORK),
    /** Something answered that is no server of this protocol. */
    NOT_THIS_PROTOCOL(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** The server speaks TLS from the first byte; plain text was expected. */
    TLS_EXPECTED(SECURITY, Remedy.CHOOSE_TLS),
    /** TLS was tried, and the server of this protocol answered in plain text. */
    TLS_NOT_SPOKEN(SECURITY, Remedy.CHOOSE_STARTTLS),
    /** The upgrade to TLS is required, and the server, or somebody on the way, did not offer it or refused it. */
    STARTTLS_NOT_OFFERED(SECURITY, Remedy.CHOOSE_TLS),
    /** The server has neither TLS 1.2 nor 1.3, or no cipher that is acceptable today. */
    TLS_VERSION(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /** The certificate does not come from an authority that is trusted here, or is not fit for a server. */
    CERTIFICATE_UNTRUSTED(TRUST, Remedy.ADD_TRUST),
    /** A certificate of the chain has expired, or is not valid yet. */
    CERTIFICATE_EXPIRED(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /** The certificate is for other names than the typed one. */
    CERTIFICATE_WRONG_HOST(SERVER, Remedy.USE_NAME_IN_CERTIFICATE),
    /** The server says that it takes no login on this connection. */
    LOGIN_DISABLED(SECURITY, Remedy.CHOOSE_TLS),
    /** The server offers no way to log in, or none that can be used with this credential. */
    AUTH_NOT_OFFERED(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** The server refused this login and password or token. */
    CREDENTIALS_REJECTED(CREDENTIALS, Remedy.CHECK_CREDENTIALS),
    /** The provider wants a password made for this application. */
    APP_PASSWORD_REQUIRED(CREDENTIALS, Remedy.CREATE_APP_PASSWORD),
    /** The provider takes no passwords at all. */
    OAUTH2_REQUIRED(SIGN_IN, Remedy.SIGN_IN_WITH_OAUTH2),
    /** The server, or what it asks for logins, is out of order for the moment. */
    TEMPORARILY_UNAVAILABLE(NOTHING, Remedy.TRY_LATER),
    /** The server counts too many connections or logins. */
    RATE_LIMITED(NOTHING, Remedy.TRY_LATER),
    /** The server broke the protocol or a limit, so the connection was closed. */
    SERVER_MISBEHAVED(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /** None of these, for instance because the host's token source failed; the log knows more. */
    UNEXPECTED(NOTHING, null);

    private final About about;
    private final @Nullable Remedy remedy;

    Outcome(About about, @Nullable Remedy remedy) {
        this.about = about;
        this.remedy = remedy;
    }

    /** Whether nothing went wrong: {@link #OK} or {@link #OK_WITHOUT_LOGIN}. */
    public boolean successful() {
        return this == OK || this == OK_WITHOUT_LOGIN;
    }

    /** Whether a user who typed the host sees {@link #UNREACHABLE} instead. */
    public boolean hiddenFromUsers() {
        return switch (this) {
            case HOST_UNKNOWN, ADDRESS_FORBIDDEN, CONNECTION_REFUSED, TIMEOUT, NOT_THIS_PROTOCOL -> true;
            default -> false;
        };
    }

    /** The field at fault. */
    public Optional<Field> field(MailProtocol protocol) {
        return switch (about) {
            case NOTHING -> Optional.empty();
            case SERVER -> Optional.of(protocol.serverField());
            case SECURITY -> Optional.of(protocol.securityField());
            case TRUST -> Optional.of(Field.TRUST);
            case CREDENTIALS -> Optional.of(Field.PASSWORD);
            case SIGN_IN -> Optional.of(Field.SIGN_IN);
        };
    }

    /** The outcome of that name; {@link #UNEXPECTED} if this version of the library has none, as a newer one may. */
    public static Outcome named(String name) {
        try {
            return valueOf(name);
        } catch (IllegalArgumentException e) {
            return UNEXPECTED;
        }
    }

    /** What helps. */
    public Optional<Remedy> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** What an outcome is about, before the protocol is known. */
    enum About {
        NOTHING,
        SERVER,
        SECURITY,
        TRUST,
        CREDENTIALS,
        SIGN_IN
    }
}
