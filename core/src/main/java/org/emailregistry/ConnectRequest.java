package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TypedServer;
import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * A user's request to connect a mailbox: a service from the list or typed servers, and the credentials.
 *
 * <p>The {@code with…} methods return a changed copy that shares the credentials of the original. The request owns the
 * credentials: closing the request or any copy wipes them. Except for its credentials, a request is immutable.
 * Thread-safe.
 */
public final class ConnectRequest implements AutoCloseable {
    private final Choice choice;
    private final Credentials credentials;
    private final Optional<String> smtpLogin;
    private final Optional<String> address;
    private final Optional<AccountId> id;

    /** The user's choice: a service from the list, or servers typed by hand ("Other"). */
    public sealed interface Choice {
        /**
         * A service from the list.
         *
         * @param id the id of the service
         */
        record Service(ServiceId id) implements Choice {}

        /**
         * Servers typed by hand.
         *
         * @param smtp the SMTP server as typed
         * @param imap the IMAP server as typed
         */
        record Manual(TypedServer smtp, TypedServer imap) implements Choice {}
    }

    private ConnectRequest(
            Choice choice,
            Credentials credentials,
            Optional<String> smtpLogin,
            Optional<String> address,
            Optional<AccountId> id) {
        this.choice = choice;
        this.credentials = requireNonNull(credentials, "credentials");
        this.smtpLogin = smtpLogin;
        this.address = address;
        this.id = id;
    }

    /**
     * Returns a request to connect to a service from the list.
     *
     * @param credentials owned and closed by the request
     * @throws NullPointerException if an argument is null
     */
    public static ConnectRequest toService(ServiceId service, Credentials credentials) {
        requireNonNull(service, "service");
        return of(new Choice.Service(service), credentials);
    }

    /**
     * Returns a request to connect to typed servers, both still missing; {@link #withSmtp(String, boolean)} and
     * {@link #withImap} add them.
     *
     * <pre>{@code
     * Credentials credentials = Credentials.password("anna@acme.example", Secret.of("correct horse"));
     * ConnectRequest request = ConnectRequest.manual(credentials)
     *         .withSmtp("smtp.acme.example:465", true)
     *         .withImap("imap.acme.example:993", ConnectionSecurity.TLS);
     * }</pre>
     *
     * @param credentials owned and closed by the request
     * @throws NullPointerException if the credentials are null
     */
    public static ConnectRequest manual(Credentials credentials) {
        return of(new Choice.Manual(TypedServer.NOTHING, TypedServer.NOTHING), credentials);
    }

    private static ConnectRequest of(Choice choice, Credentials credentials) {
        return new ConnectRequest(choice, credentials, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns a copy with another SMTP server. Malformed or missing text is accepted here and refused when the request
     * is used.
     *
     * @param hostAndPort the text as typed; null if missing
     * @param useTls if true, {@code TLS} on port 465 (RFC 8314 section 3.3) and {@code STARTTLS} on any other port; if
     *     false, {@code NONE}
     * @throws IllegalStateException if the request is for a service from the list
     */
    public ConnectRequest withSmtp(@Nullable String hostAndPort, boolean useTls) {
        return with(new Choice.Manual(
                TypedServer.smtp(hostAndPort, useTls), manualChoice().imap()));
    }

    /**
     * Returns a copy with another SMTP server and connection security. Malformed or missing values are accepted here
     * and refused when the request is used.
     *
     * @param hostAndPort the text as typed; null if missing
     * @param security the connection security; null if missing
     * @throws IllegalStateException if the request is for a service from the list
     */
    public ConnectRequest withSmtp(@Nullable String hostAndPort, @Nullable ConnectionSecurity security) {
        return with(new Choice.Manual(
                TypedServer.of(hostAndPort, security), manualChoice().imap()));
    }

    /**
     * Returns a copy with another IMAP server and connection security. Malformed or missing values are accepted here
     * and refused when the request is used.
     *
     * @param hostAndPort the text as typed; null if missing
     * @param security the connection security; null if missing
     * @throws IllegalStateException if the request is for a service from the list
     */
    public ConnectRequest withImap(@Nullable String hostAndPort, @Nullable ConnectionSecurity security) {
        return with(new Choice.Manual(manualChoice().smtp(), TypedServer.of(hostAndPort, security)));
    }

    private Choice.Manual manualChoice() {
        if (choice instanceof Choice.Manual manual) {
            return manual;
        }
        throw new IllegalStateException(
                "servers: can be set only in a request made by ConnectRequest.manual; this request is for " + choice);
    }

    private ConnectRequest with(Choice newChoice) {
        return new ConnectRequest(newChoice, credentials, smtpLogin, address, id);
    }

    /**
     * Returns a copy with a login of its own for the SMTP server, for mailboxes whose servers know their user by two
     * names. The {@linkplain org.emailregistry.service.UserNameFormat user-name format} of the SMTP server applies to
     * it as to any login. White space around it is removed. A login that {@link Credentials} would refuse is accepted
     * here and refused when the request is used. A login that equals the one of the credentials is not a separate one.
     *
     * @param login the login as typed; null if the SMTP server gets the login of the credentials
     */
    public ConnectRequest withSmtpLogin(@Nullable String login) {
        Optional<String> separate =
                Optional.ofNullable(login).map(Text::stripped).filter(typed -> !typed.equals(credentials.login()));
        return new ConnectRequest(choice, credentials, separate, address, id);
    }

    /**
     * Returns a copy with the email address of the mailbox. Without an address, the login is used as the address or, if
     * it is not an email address and the service has exactly one domain, the login at that domain. The domain is
     * compared ignoring case, the local part exactly (RFC 5321 section 2.4). White space around the address is removed.
     * Text that is not an email address is accepted here and refused when the request is used.
     *
     * @param emailAddress the address as typed; null if none was given
     */
    public ConnectRequest withAddress(@Nullable String emailAddress) {
        return new ConnectRequest(
                choice,
                credentials,
                smtpLogin,
                Optional.ofNullable(emailAddress).map(Text::stripped),
                id);
    }

    /**
     * Returns a copy with an id for the new account. With an id, {@link MailAccounts#connect} can be repeated safely: a
     * repeated call returns the account that an earlier attempt created.
     */
    public ConnectRequest withId(AccountId accountId) {
        return new ConnectRequest(choice, credentials, smtpLogin, address, Optional.of(accountId));
    }

    /** Returns the user's choice. */
    public Choice choice() {
        return choice;
    }

    /** Returns the credentials, which {@link #close} wipes. */
    public Credentials credentials() {
        return credentials;
    }

    /** Returns the login for the SMTP server, without white space around it; empty if it is not a separate one. */
    public Optional<String> smtpLogin() {
        return smtpLogin;
    }

    /** Returns the email address as typed, without white space around it; empty if none was given. */
    public Optional<String> address() {
        return address;
    }

    /** Returns the id for the new account; empty if none was set. */
    public Optional<AccountId> id() {
        return id;
    }

    /** Wipes the credentials of this request and of all its copies. Idempotent. */
    @Override
    public void close() {
        credentials.close();
    }

    @Override
    public String toString() {
        return "ConnectRequest[" + choice + ", " + address.orElse(credentials.login()) + "]";
    }
}
