package org.emailregistry;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.account.MailAccount;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;

/** The settings with which an account can be used now, or the reason why it cannot be used. Immutable. */
public sealed interface Resolution {
    /** Returns the account. */
    MailAccount account();

    /** Returns the kind of this resolution, for an exhaustive {@code switch}. */
    Kind kind();

    /** The kinds of resolutions. */
    enum Kind {
        /** The account can be used: {@link Usable}. */
        USABLE,
        /** The account cannot be used: {@link Unusable}. */
        UNUSABLE
    }

    /**
     * The account can be used with these settings and no others. Resolve again before each new connection.
     *
     * @param account the account
     * @param settings the current servers
     * @param login the login as the user typed it; {@link #userName} returns what a server gets
     * @param origin whether an administrator or the user named the servers
     * @param trustedCertificates the certificate authorities that are trusted instead of those of the platform, or the
     *     pinned certificate; if empty, the authorities of the platform are trusted
     * @param revision the revision of the catalog on which the resolution is based
     */
    record Usable(
            MailAccount account,
            ServerSettings settings,
            String login,
            Origin origin,
            Optional<TrustedCertificates> trustedCertificates,
            long revision)
            implements Resolution {
        @Override
        public Kind kind() {
            return Kind.USABLE;
        }

        /**
         * Returns the user name with which the account signs in to a server: the login that the user typed for it, in
         * the {@linkplain org.emailregistry.service.UserNameFormat format} of the server.
         */
        public String userName(MailProtocol protocol) {
            String typed = protocol == MailProtocol.SMTP ? account.smtpLogin().orElse(login) : login;
            return protocol.server(settings).userNameFormat().userName(typed, account.address());
        }
    }

    /**
     * The account cannot be used.
     *
     * @param account the account
     * @param reason the reason
     * @param serviceName the name of the account's service; empty for a manual account, an unknown service, and
     *     {@link Reason#ACCOUNT_INVALID}
     * @param since the time of the removal if the service was removed, of the suspension if the account is suspended,
     *     else of the last change of the account
     */
    record Unusable(MailAccount account, Reason reason, Optional<String> serviceName, Instant since)
            implements Resolution {
        @Override
        public Kind kind() {
            return Kind.UNUSABLE;
        }
    }

    /** The reasons why an account cannot be used. */
    enum Reason {
        /**
         * An administrator removed the service. {@link MailAccounts#reconnect} moves the account to another service.
         */
        SERVICE_REMOVED,
        /**
         * The service is unknown: usually a standard service that is missing from
         * {@link EmailServiceRegistry.Builder#standardServices}.
         */
        SERVICE_UNKNOWN,
        /**
         * The stored row of the service cannot be read, or is {@linkplain Finding.RefusedRow refused}. An administrator
         * has to edit the service, to {@linkplain Administration#confirmDestinations confirm} it, or to remove it.
         */
        SERVICE_INVALID,
        /** The stored account is invalid. {@link MailAccounts#reconnect} replaces the invalid data. */
        ACCOUNT_INVALID,
        /**
         * The credentials were saved for other servers, and no administrator confirmed the change; or they were saved
         * for a later row of the service than the stored one, which somebody put back, and no administrator
         * {@linkplain Administration#confirmDestinations confirmed} the stored one.
         * {@link MailAccounts#reconnect} makes the account usable again; for an account of a service,
         * {@link MailAccounts#changeCredentials} does, too.
         */
        DESTINATION_NOT_CONFIRMED,
        /**
         * The store has no credentials for the account, for instance because the row was changed in the database.
         * {@link MailAccounts#reconnect} makes the account usable again; for an account of a service,
         * {@link MailAccounts#changeCredentials} does, too.
         */
        CREDENTIALS_MISSING,
        /**
         * The stored credentials cannot be opened: the stored account was altered, or the cipher does not have the key.
         * Detected only when credentials are opened, never by {@link MailAccounts#resolve}.
         * {@link MailAccounts#reconnect} replaces the stored credentials.
         */
        CREDENTIALS_UNREADABLE,
        /**
         * The server refused the credentials too often in a row. The suspension ends with
         * {@linkplain MailAccounts#changeCredentials new credentials}, with {@link MailAccounts#reconnect}, or when a
         * {@linkplain MailAccounts#test(org.emailregistry.account.AccountId) test} of the saved credentials succeeds or
         * a successful login is {@linkplain MailAccounts#report reported}.
         */
        SUSPENDED
    }
}
