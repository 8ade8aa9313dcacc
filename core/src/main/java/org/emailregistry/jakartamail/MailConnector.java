package org.emailregistry.jakartamail;

import static java.util.Objects.requireNonNull;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.GuardedConnections;

/**
 * Opens the mailboxes of accounts with Jakarta Mail. Each connection goes to where the account points at that moment, by
 * the rules of {@link GuardedConnections}, and is closed at once when the account is cut off: its service was removed or
 * given other servers, or it was disconnected, reconnected or given other credentials. What is open then fails with
 * whatever Jakarta Mail makes of a lost connection; opening again tells why. Thread-safe.
 *
 * <p>IDLE works, and keeps a thread for each folder; {@code IdleManager} does not, as there are no channels.
 */
public final class MailConnector implements AutoCloseable {
    private final EmailServiceRegistry registry;
    private final GuardedConnections connections;
    private final Duration deadline;
    private final Session session;
    private final InstantSource clock;
    private final Set<Link> open = new HashSet<>();
    private boolean closed;

    private MailConnector(Builder builder) {
        AngusVersion.require();
        registry = builder.registry;
        connections = builder.connections.settings(builder.settings).build();
        deadline = builder.settings.timeouts().total();
        clock = builder.clock;
        session = Session.getInstance(MailProperties.of(builder.settings.ehloName()));
    }

    /** Begins with recommended timeouts, the platform's resolver, no proxy, and threads of its own while it connects. */
    public static Builder builder(EmailServiceRegistry registry) {
        return new Builder(requireNonNull(registry, "registry"));
    }

    /**
     * Opens the mailbox for reading. The store makes further connections when it needs them, each to where the account
     * points then. Once it is closed or cut off, a new one has to be opened.
     *
     * @return to be closed by the caller
     * @throws MailboxUnusableException if the account cannot be used
     * @throws MailboxConnectException if the server cannot be connected to
     * @throws MailboxCutException if the account was changed meanwhile
     * @throws org.emailregistry.UnknownAccountException if there is no such account
     */
    public Store openImap(AccountId id) throws MessagingException {
        return open(id, StrictStore::open);
    }

    /**
     * Opens a connection for sending. Once it is closed or cut off, a new one has to be opened.
     *
     * @return to be closed by the caller
     * @throws MailboxUnusableException if the account cannot be used
     * @throws MailboxConnectException if the server cannot be connected to
     * @throws MailboxCutException if the account was changed meanwhile
     * @throws org.emailregistry.UnknownAccountException if there is no such account
     */
    public Transport openSmtp(AccountId id) throws MessagingException {
        return open(id, StrictTransport::open);
    }

    /** A new message from the account's address, dated now. */
    public MimeMessage compose(AccountId id) throws MessagingException {
        MailAccount account = registry.accounts().resolve(id).account();
        return new ComposedMessage(session, account.address(), clock.instant());
    }

    /**
     * Sends a message to all its recipients, over a connection of its own.
     *
     * @throws SendFailedException if it has none, or the server refuses one of them; nobody gets it then
     * @throws MessagingException as {@link #openSmtp} does
     */
    public void send(AccountId id, MimeMessage message) throws MessagingException {
        message.saveChanges();
        Address[] recipients = message.getAllRecipients();
        if (recipients == null || recipients.length == 0) {
            throw new SendFailedException("The message has no recipients.");
        }
        try (Transport transport = openSmtp(id)) {
            transport.sendMessage(message, recipients);
        }
    }

    /** How many stores and transports are open or being opened; for monitoring. */
    public int openMailboxes() {
        synchronized (open) {
            return open.size();
        }
    }

    /** Closes everything that is open. */
    @Override
    public void close() {
        List<Link> links;
        synchronized (open) {
            closed = true;
            links = List.copyOf(open);
        }
        links.forEach(Link::close);
        connections.close();
    }

    private <T> T open(AccountId id, Opener<T> opener) throws MessagingException {
        Link link = link(id);
        boolean opened = false;
        try {
            T result = opener.open(session, link);
            opened = true;
            return result;
        } catch (MessagingException e) {
            throw link.isCut() && !(e instanceof MailboxUnusableException) ? link.cut() : e;
        } finally {
            if (!opened) {
                link.close();
            }
        }
    }

    private Link link(AccountId id) {
        var link = new Link(registry, connections, requireNonNull(id, "id"), deadline, this::forget);
        synchronized (open) {
            if (!closed) {
                open.add(link);
                return link;
            }
        }
        link.close();
        throw new IllegalStateException("connector: closed");
    }

    private void forget(Link link) {
        synchronized (open) {
            open.remove(link);
        }
    }

    @FunctionalInterface
    private interface Opener<T> {
        T open(Session session, Link link) throws MessagingException;
    }

    /** Builds a {@link MailConnector}. */
    public static final class Builder {
        private final EmailServiceRegistry registry;
        private final GuardedConnections.Builder connections = GuardedConnections.builder();
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private InstantSource clock = InstantSource.system();

        private Builder(EmailServiceRegistry registry) {
            this.registry = registry;
        }

        /**
         * How the connector connects; {@link ConnectionSettings#recommended()} if not set. The timeouts limit the steps up
         * to the end of the login, and each wait for the server after it.
         */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /**
         * How long a command may take after the login; 5 minutes if not set.
         *
         * @throws IllegalArgumentException if it is less than a millisecond or more than a day
         */
        public Builder commandTimeout(Duration timeout) {
            connections.commandTimeout(timeout);
            return this;
        }

        /**
         * How long IDLE may go without news; 30 minutes if not set.
         *
         * @throws IllegalArgumentException if it is less than a millisecond or more than a day
         */
        public Builder idleTimeout(Duration timeout) {
            connections.idleTimeout(timeout);
            return this;
        }

        /**
         * How many bytes the reply to a command may have, where each line counts for 512 more; 64 MiB if not set.
         *
         * @throws IllegalArgumentException if it is less than 64 KiB
         */
        public Builder replyBudget(long bytes) {
            connections.replyBudget(bytes);
            return this;
        }

        /** What time it is, for the date of messages; the system's clock if not set. */
        public Builder clock(InstantSource source) {
            clock = requireNonNull(source, "clock");
            return this;
        }

        /**
         * The connector.
         *
         * @throws IllegalStateException if the Angus Mail that is there is older than the one this is made for
         */
        public MailConnector build() {
            return new MailConnector(this);
        }
    }
}
