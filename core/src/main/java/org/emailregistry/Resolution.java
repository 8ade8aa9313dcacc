package org.emailregistry;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.account.MailAccount;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustAnchors;

/** Whether an account can be used now, and how. */
public sealed interface Resolution {
    /** The account. */
    MailAccount account();

    /** Which of the two it is. */
    Kind kind();

    /** The kinds of resolutions. */
    enum Kind {
        /** {@link Usable}. */
        USABLE,
        /** {@link Unusable}. */
        UNUSABLE
    }

    /**
     * The account can be used, with these settings and no others.
     *
     * @param account the account
     * @param settings the servers of the moment
     * @param login the login as the user typed it; each server's {@code LoginForm} says what it wants
     * @param origin who named the servers
     * @param trust the private certificate authority of the servers, if they have one
     * @param revision the revision of the catalog
     */
    record Usable(
            MailAccount account,
            ServerSettings settings,
            String login,
            Origin origin,
            Optional<TrustAnchors> trust,
            long revision)
            implements Resolution {
        @Override
        public Kind kind() {
            return Kind.USABLE;
        }
    }

    /**
     * The account cannot be used.
     *
     * @param account the account
     * @param reason why
     * @param serviceName the name of its service, if it has one that is known
     * @param since since when: of a removed service its removal, of a suspended account its suspension, else the last
     *     change of the account
     */
    record Unusable(MailAccount account, Reason reason, Optional<String> serviceName, Instant since)
            implements Resolution {
        @Override
        public Kind kind() {
            return Kind.UNUSABLE;
        }
    }

    /** Why an account cannot be used. */
    enum Reason {
        /** The administrator removed its service. Reconnecting it to another service brings it back. */
        SERVICE_REMOVED,
        /** Its service is a standard one that this version of the library, or this host, does not list. */
        SERVICE_UNKNOWN,
        /** The stored settings of its service cannot be read. */
        SERVICE_INVALID,
        /** The stored account cannot be read. */
        ACCOUNT_INVALID,
        /** The credentials were saved for other servers, and no administrator confirmed the change. */
        DESTINATION_NOT_CONFIRMED,
        /** The credentials were purged. */
        CREDENTIALS_MISSING,
        /**
         * The stored credentials were not sealed for the account as it is stored, or the key is gone. Reconnecting it
         * helps.
         */
        CREDENTIALS_UNREADABLE,
        /**
         * The server refused the credentials too often in a row. Other credentials help, or a test of the saved ones that
         * succeeds.
         */
        SUSPENDED
    }
}
