package org.emailregistry.probe;

import static org.emailregistry.probe.Outcome.About.ADDRESS;
import static org.emailregistry.probe.Outcome.About.CREDENTIALS;
import static org.emailregistry.probe.Outcome.About.LOGIN;
import static org.emailregistry.probe.Outcome.About.NOTHING;
import static org.emailregistry.probe.Outcome.About.SECURITY;
import static org.emailregistry.probe.Outcome.About.SERVER;
import static org.emailregistry.probe.Outcome.About.SIGN_IN;
import static org.emailregistry.probe.Outcome.About.TRUST;

import java.util.Optional;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.jspecify.annotations.Nullable;

/** The outcome of testing one server. SMTP and IMAP share these constants. */
public enum Outcome {
    /**
     * The connection has the required security, the server accepted the credentials, and the mailbox can be used, as far
     * as it was tested: the inbox opens, and the email address may be the sender of messages.
     */
    OK(NOTHING, null),
    /** The connection has the required security. No login was attempted, because no credentials were given. */
    OK_WITHOUT_LOGIN(NOTHING, null),
    /** The test was not started or not completed: too many tests are running, or its thread was interrupted. */
    BUSY(NOTHING, Remedy.TRY_LATER),
    /** The host name was not looked up, because too many look-ups are running. */
    LOOKUP_BUSY(NOTHING, Remedy.TRY_LATER),
    /**
     * Replaces {@link #HOST_UNKNOWN}, {@link #ADDRESS_FORBIDDEN}, {@link #CONNECTION_REFUSED}, {@link #TIMEOUT} and
     * {@link #NOT_THIS_PROTOCOL} in reports to users who named the server, so that a test cannot serve as a port
     * scanner.
     */
    UNREACHABLE(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** The host name has no address. */
    HOST_UNKNOWN(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** The {@link org.emailregistry.policy.NetworkGuard} denies an address of the host. No connection was attempted. */
    ADDRESS_FORBIDDEN(SERVER, Remedy.ALLOW_ADDRESS),
    /** The host, or a router on the path, refused the connection. */
    CONNECTION_REFUSED(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** No answer arrived in time. {@link ProbeResult#phase()} is the step that timed out. */
    TIMEOUT(SERVER, Remedy.CHECK_NETWORK),
    /** The server answered, but in another protocol. */
    NOT_THIS_PROTOCOL(SERVER, Remedy.CHECK_SERVER_ADDRESS),
    /** The server expects TLS from the first byte, but the settings prescribe plain text or STARTTLS. */
    TLS_EXPECTED(SECURITY, Remedy.CHOOSE_TLS),
    /** The settings prescribe TLS from the first byte, but the server answered in plain text. */
    TLS_NOT_SPOKEN(SECURITY, Remedy.CHOOSE_STARTTLS),
    /**
     * The settings require STARTTLS, but the server did not offer it or refused it, perhaps because of an attack on the
     * path.
     */
    STARTTLS_NOT_OFFERED(SECURITY, Remedy.CHOOSE_TLS),
    /** The server supports neither TLS 1.2 nor TLS 1.3, or no acceptable cipher suite. */
    TLS_VERSION(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /**
     * The certificate was not issued by a trusted authority, or is not valid for servers, or its authority is not
     * permitted to certify its names, or another certificate is pinned.
     */
    CERTIFICATE_UNTRUSTED(TRUST, Remedy.ADD_TRUSTED_CERTIFICATES),
    /** The server did not send the certificate of the authority that issued its own certificate. */
    CERTIFICATE_CHAIN_INCOMPLETE(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /** A certificate of the chain has expired or is not valid yet. */
    CERTIFICATE_EXPIRED(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /** The certificate is for other host names. */
    CERTIFICATE_WRONG_HOST(SERVER, Remedy.USE_NAME_IN_CERTIFICATE),
    /** The certificate contains no host name and no IP address as subject alternative name, so it is for no host. */
    CERTIFICATE_WITHOUT_NAMES(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /** The server does not accept the name that the client announces in SMTP, which the host application configures. */
    CLIENT_NAME_REFUSED(NOTHING, Remedy.SET_EHLO_NAME),
    /** The server does not serve the IP address of the host application, for instance because it is on a block list. */
    CLIENT_ADDRESS_BLOCKED(NOTHING, Remedy.UNBLOCK_CLIENT_ADDRESS),
    /**
     * The server accepts no login on this connection, because the connection is not encrypted. The remedy in
     * {@link ProbeResult#remedy()} is {@link Remedy#CHOOSE_STARTTLS} if the server offers STARTTLS.
     */
    LOGIN_DISABLED(SECURITY, Remedy.CHOOSE_TLS),
    /** The server offers no authentication mechanism, or none that suits the credentials. */
    AUTH_NOT_OFFERED(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /**
     * The server rejected the login and the password. Some servers answer a wrong password and switched-off IMAP with
     * the same text; {@link ProbeResult#remedy()} is then {@link Remedy#CHECK_CREDENTIALS_AND_IMAP}.
     */
    CREDENTIALS_REJECTED(CREDENTIALS, Remedy.CHECK_CREDENTIALS),
    /** The password was right once, but has expired. */
    PASSWORD_EXPIRED(CREDENTIALS, Remedy.CHANGE_PASSWORD),
    /** The provider requires an app password, which the user creates for this application. */
    APP_PASSWORD_REQUIRED(CREDENTIALS, Remedy.CREATE_APP_PASSWORD),
    /** The provider accepts no passwords, only OAuth 2. */
    OAUTH2_REQUIRED(SIGN_IN, Remedy.SIGN_IN_WITH_OAUTH2),
    /** The server rejected the access token. */
    TOKEN_REFUSED(SIGN_IN, Remedy.SIGN_IN_AGAIN),
    /** The provider issues no more tokens until the user signs in again. */
    SIGN_IN_AGAIN(SIGN_IN, Remedy.SIGN_IN_AGAIN),
    /** The server refused the login and stated no known reason. It may be the password, the account or the server. */
    REFUSED(NOTHING, Remedy.CHECK_ACCOUNT),
    /** The provider has blocked the account, or wants the user to sign in on the web first. */
    ACCOUNT_BLOCKED(LOGIN, Remedy.SIGN_IN_ON_WEB),
    /** IMAP is switched off for the account. */
    IMAP_SWITCHED_OFF(LOGIN, Remedy.SWITCH_ON_IMAP),
    /** Sending over SMTP is switched off for the account or for its organization. */
    SMTP_SWITCHED_OFF(LOGIN, Remedy.SWITCH_ON_SMTP),
    /** The server accepted the login, but does not open the mailbox. */
    MAILBOX_NOT_OPENED(LOGIN, Remedy.ASK_SERVER_OPERATOR),
    /** The server accepted the login, but not the email address as the sender of messages. */
    SENDER_REFUSED(ADDRESS, Remedy.CHECK_SENDER_ADDRESS),
    /** The server, or its authentication service, is temporarily unavailable. */
    TEMPORARILY_UNAVAILABLE(NOTHING, Remedy.TRY_LATER),
    /** The server refused because of too many connections or logins. */
    RATE_LIMITED(NOTHING, Remedy.TRY_LATER),
    /** The server violated the protocol or exceeded a limit, so the connection was closed. */
    SERVER_MISBEHAVED(SERVER, Remedy.ASK_SERVER_OPERATOR),
    /**
     * Any other failure: the host application's token source or resolver failed, which is logged, or there is no token
     * source, or a user name or token cannot be sent.
     */
    UNEXPECTED(NOTHING, null);

    private final About about;
    private final @Nullable Remedy remedy;

    Outcome(About about, @Nullable Remedy remedy) {
        this.about = about;
        this.remedy = remedy;
    }

    /** Returns whether this is {@link #OK} or {@link #OK_WITHOUT_LOGIN}. */
    public boolean successful() {
        return this == OK || this == OK_WITHOUT_LOGIN;
    }

    /** Returns whether a user who named the server gets {@link #UNREACHABLE} instead of this outcome. */
    public boolean hiddenFromUsers() {
        return switch (this) {
            case HOST_UNKNOWN, ADDRESS_FORBIDDEN, CONNECTION_REFUSED, TIMEOUT, NOT_THIS_PROTOCOL -> true;
            default -> false;
        };
    }

    /** Returns the field of the form that is at fault, if there is one. */
    public Optional<Field> field(MailProtocol protocol) {
        return switch (about) {
            case NOTHING -> Optional.empty();
            case SERVER -> Optional.of(protocol.serverField());
            case SECURITY -> Optional.of(protocol.securityField());
            case TRUST -> Optional.of(Field.TRUSTED_CERTIFICATES);
            case ADDRESS -> Optional.of(Field.ADDRESS);
            case LOGIN -> Optional.of(Field.LOGIN);
            case CREDENTIALS -> Optional.of(Field.PASSWORD);
            case SIGN_IN -> Optional.of(Field.AUTHENTICATION_METHODS);
        };
    }

    /**
     * Returns the outcome with the given name, or {@link #UNEXPECTED} for a name that only another version of the
     * library has.
     */
    public static Outcome named(String name) {
        try {
            return valueOf(name);
        } catch (IllegalArgumentException e) {
            return UNEXPECTED;
        }
    }

    /**
     * Returns whether the server said explicitly that the secret is wrong. Only such outcomes count when accounts are
     * suspended ({@link org.emailregistry.EmailServiceRegistry.Builder#suspendAfter}). Every other refusal means "not
     * now", where {@link #retryHelps}, or "not allowed".
     */
    public boolean countsTowardsSuspension() {
        return switch (this) {
            case CREDENTIALS_REJECTED, APP_PASSWORD_REQUIRED, OAUTH2_REQUIRED, PASSWORD_EXPIRED, TOKEN_REFUSED -> true;
            default -> false;
        };
    }

    /** Returns whether this outcome suspends an account the first time, because no further attempt can succeed. */
    public boolean suspendsAtOnce() {
        return this == SIGN_IN_AGAIN;
    }

    /**
     * Returns whether the same attempt may succeed later without any change to the settings or credentials. A worker
     * repeats such an attempt with growing pauses. Repeating any other failure is useless, and can lock the mailbox
     * after {@link #CREDENTIALS_REJECTED}.
     */
    public boolean retryHelps() {
        return switch (this) {
            case BUSY,
                    LOOKUP_BUSY,
                    UNREACHABLE,
                    HOST_UNKNOWN,
                    CONNECTION_REFUSED,
                    TIMEOUT,
                    REFUSED,
                    TEMPORARILY_UNAVAILABLE,
                    RATE_LIMITED,
                    UNEXPECTED -> true;
            default -> false;
        };
    }

    /**
     * Returns the party that has to act.
     *
     * @param origin who named the server; that person is responsible for errors in its settings
     */
    public Responsible responsible(Origin origin) {
        if (remedy != null) {
            return remedy.responsible(origin);
        }
        return this == UNEXPECTED ? Responsible.ADMINISTRATOR : Responsible.NOBODY;
    }

    /** Returns the remedy, if there is one. */
    public Optional<Remedy> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** The part of a form that is at fault, independent of the protocol. */
    enum About {
        NOTHING,
        SERVER,
        SECURITY,
        TRUST,
        ADDRESS,
        LOGIN,
        CREDENTIALS,
        SIGN_IN
    }
}
