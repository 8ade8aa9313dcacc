package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TypedServer;
import org.jspecify.annotations.Nullable;

/**
 * What a user fills in to connect a mailbox: a service, or servers typed by hand, and credentials. Immutable, but for the
 * credentials, which belong to it: closing a request wipes them.
 */
public final class ConnectRequest implements AutoCloseable {
    private final Choice choice;
    private final Credentials credentials;
    private final Optional<String> address;
    private final Optional<AccountId> id;

    /** What the user chose: a service of the list, or servers of their own. */
    public sealed interface Choice {
        /**
         * A service of the list.
         *
         * @param id the service
         */
        record Service(ServiceId id) implements Choice {}

        /**
         * Servers typed by hand.
         *
         * @param smtp where mail is sent
         * @param imap where mail is read
         */
        record Manual(TypedServer smtp, TypedServer imap) implements Choice {}
    }

    private ConnectRequest(Choice choice, Credentials credentials, Optional<String> address, Optional<AccountId> id) {
        this.choice = choice;
        this.credentials = requireNonNull(credentials, "credentials");
        this.address = address;
        this.id = id;
    }

    /**
     * To a service of the list.
     *
     * @throws NullPointerException if an argument is null
     */
    public static ConnectRequest toService(ServiceId service, Credentials credentials) {
        requireNonNull(service, "service");
        return new ConnectRequest(new Choice.Service(service), credentials, Optional.empty(), Optional.empty());
    }

    /**
     * To servers typed by hand, as on the form: {@code useTls} means {@code TLS} on port 465 and {@code STARTTLS} elsewhere.
     *
     * @throws NullPointerException if there are no credentials
     */
    public static ConnectRequest manually(
            @Nullable String smtp,
            boolean useTls,
            @Nullable String imap,
            @Nullable ConnectionSecurity protection,
            Credentials credentials) {
        return manually(TypedServer.smtp(smtp, useTls), TypedServer.of(imap, protection), credentials);
    }

    /**
     * To servers typed by hand.
     *
     * @throws NullPointerException if there are no credentials
     */
    public static ConnectRequest manually(
            @Nullable String smtp,
            @Nullable ConnectionSecurity smtpSecurity,
            @Nullable String imap,
            @Nullable ConnectionSecurity imapSecurity,
            Credentials credentials) {
        return manually(TypedServer.of(smtp, smtpSecurity), TypedServer.of(imap, imapSecurity), credentials);
    }

    private static ConnectRequest manually(TypedServer smtp, TypedServer imap, Credentials credentials) {
        return new ConnectRequest(new Choice.Manual(smtp, imap), credentials, Optional.empty(), Optional.empty());
    }

    /** With the email address of the mailbox; without it the login is the address. Shares the credentials with this. */
    public ConnectRequest address(@Nullable String emailAddress) {
        return new ConnectRequest(choice, credentials, Optional.of(emailAddress == null ? "" : emailAddress), id);
    }

    /** With an id for the new account, which makes a retry harmless. Shares the credentials with this. */
    public ConnectRequest withId(AccountId accountId) {
        return new ConnectRequest(choice, credentials, address, Optional.of(accountId));
    }

    /** What the user chose. */
    public Choice choice() {
        return choice;
    }

    /** What the user signs in with; wiped by {@link #close}. */
    public Credentials credentials() {
        return credentials;
    }

    /** The email address of the mailbox as it was typed, if it was given. */
    public Optional<String> address() {
        return address;
    }

    /** The id that the new account will have, if it was given. */
    public Optional<AccountId> id() {
        return id;
    }

    /** Wipes the credentials. Idempotent. */
    @Override
    public void close() {
        credentials.close();
    }

    @Override
    public String toString() {
        return "ConnectRequest[" + choice + ", " + address.orElse(credentials.login()) + "]";
    }
}
