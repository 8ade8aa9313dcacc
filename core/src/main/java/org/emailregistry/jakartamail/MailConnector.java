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
 * Opens the mailboxes of accounts with Jakarta Mail, by the rules of {@link GuardedConnections}. Thread-safe; create
 * one per registry:
 *
 * <pre>{@code
 * MailConnector connector = MailConnector.builder(registry).build();
 *
 * try (Store mailbox = connector.openImap(account.id());
 *         Folder inbox = mailbox.getFolder("INBOX")) {
 *     inbox.open(Folder.READ_ONLY);
 *     System.out.println(inbox.getMessageCount() + " messages");
 * }
 *
 * MimeMessage message = connector.compose(account.id());
 * message.setRecipients(Message.RecipientType.TO, "ben@acme.example");
 * message.setSubject("Offer");
 * message.setText("Please find our offer below.");
 * connector.send(account.id(), message);
 * }</pre>
 *
 * <p>Each connection goes to the servers that the account resolves to at that moment, and is closed at once when the
 * account is cut off: when the service is removed or gets other servers or trusted certificates, or when the account is disconnected,
 * reconnected, suspended or given other credentials. Operations on an open mailbox then fail with Jakarta Mail's
 * exceptions for a lost connection. Opening the mailbox again uses the present settings, or throws an exception with
 * the reason.
 *
 * <p>IDLE works and occupies one thread per folder. {@code IdleManager} does not work, because there are no socket
 * channels.
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
        session = Session.getInstance(MailProperties.of());
    }

    /** Returns a builder with {@link ConnectionSettings#recommended() recommended settings}. */
    public static Builder builder(EmailServiceRegistry registry) {
        return new Builder(requireNonNull(registry, "registry"));
    }

    /**
     * Opens an IMAP connection to the mailbox of an account. The store opens further connections when it needs them,
     * each to the servers that the account resolves to then. A store that is closed or cut off stays closed: open a new
     * one.
     *
     * @return the connected store, to be closed by the caller
     * @throws MailboxUnusableException if the account cannot be used
     * @throws MailboxConnectException if the connection or the login fails
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted before the login; its
     *     interrupt status remains set
     * @throws MailboxCutException if the account was changed, or its service got other servers, during this call
     * @throws org.emailregistry.UnknownAccountException if there is no such account
     * @throws org.emailregistry.store.StoreException if the store fails or cannot be reached
     * @throws IllegalStateException if this connector is closed
     */
    public Store openImap(AccountId id) throws MessagingException {
        return open(id, StrictStore::open);
    }

    /**
     * Opens an SMTP connection that sends messages from an account. A transport that is closed or cut off stays closed:
     * open a new one.
     *
     * @return the connected transport, to be closed by the caller
     * @throws MailboxUnusableException if the account cannot be used
     * @throws MailboxConnectException if the connection or the login fails
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted before the login; its
     *     interrupt status remains set
     * @throws MailboxCutException if the account was changed, or its service got other servers, during this call
     * @throws org.emailregistry.UnknownAccountException if there is no such account
     * @throws org.emailregistry.store.StoreException if the store fails or cannot be reached
     * @throws IllegalStateException if this connector is closed
     */
    public Transport openSmtp(AccountId id) throws MessagingException {
        return open(id, StrictTransport::open);
    }

    /**
     * Returns a new message with the account's address as sender and the present time as date.
     *
     * @throws org.emailregistry.UnknownAccountException if there is no such account
     * @throws org.emailregistry.store.StoreException if the store fails or cannot be reached
     * @throws MessagingException if the address cannot be used as a sender
     */
    public MimeMessage compose(AccountId id) throws MessagingException {
        MailAccount account = registry.accounts().resolve(id).account();
        return new ComposedMessage(session, account.address(), clock.instant());
    }

    /**
     * Sends a message to all its recipients over a new connection, which is closed afterwards.
     *
     * @throws SendFailedException if the message has no recipients, or the server refuses a recipient; in both cases
     *     the message is not sent to anybody
     * @throws MailboxException if the connection cannot be opened, as in {@link #openSmtp}
     * @throws MessagingException if sending fails otherwise
     * @throws org.emailregistry.UnknownAccountException if there is no such account
     * @throws org.emailregistry.store.StoreException if the store fails or cannot be reached
     * @throws IllegalStateException if this connector is closed
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

    /**
     * Returns the number of stores and transports that are open or being opened, for monitoring. One that was cut off
     * counts until it is used again or closed.
     */
    public int openMailboxes() {
        synchronized (open) {
            return open.size();
        }
    }

    /**
     * Closes all open stores and transports. Later attempts to open one throw {@link IllegalStateException}.
     * Idempotent.
     */
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
            // A login that failed can have suspended the account, and so cut its connections: its own reason is better.
            boolean told = e instanceof MailboxUnusableException || e instanceof MailboxConnectException;
            throw link.isCut() && !told ? link.cut() : e;
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
        throw new IllegalStateException("the connector is closed; build a new MailConnector");
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

    /** Builds a {@link MailConnector}. Not thread-safe. */
    public static final class Builder {
        private final EmailServiceRegistry registry;
        private final GuardedConnections.Builder connections = GuardedConnections.builder();
        private ConnectionSettings settings = ConnectionSettings.recommended();
        private InstantSource clock = InstantSource.system();

        private Builder(EmailServiceRegistry registry) {
            this.registry = registry;
        }

        /**
         * Sets the settings of all connections; {@link ConnectionSettings#recommended()} by default. The timeouts limit
         * the steps up to the end of the login; {@code exchange} also limits each wait for the server after the login.
         */
        public Builder settings(ConnectionSettings newSettings) {
            settings = requireNonNull(newSettings, "settings");
            return this;
        }

        /**
         * Sets the time limit of a command after the login, from the last byte sent to the last byte received; 5
         * minutes by default.
         *
         * @param timeout 1 millisecond to 1 day
         * @throws IllegalArgumentException if the timeout is outside that range
         */
        public Builder commandTimeout(Duration timeout) {
            connections.commandTimeout(timeout);
            return this;
        }

        /**
         * Sets how long IDLE may wait for data from the server; 30 minutes by default. End IDLE and begin it again
         * before this limit and before the 29 minutes of RFC 2177.
         *
         * @param timeout 1 millisecond to 1 day
         * @throws IllegalArgumentException if the timeout is outside that range
         */
        public Builder idleTimeout(Duration timeout) {
            connections.idleTimeout(timeout);
            return this;
        }

        /**
         * Sets the size limit of the reply to a command after the login; 64 MiB by default. Each line counts as its
         * length plus 512 bytes, because every line takes additional memory.
         *
         * @param bytes 64 KiB or more
         * @throws IllegalArgumentException if {@code bytes} is less than 64 KiB
         */
        public Builder replyBudget(long bytes) {
            connections.replyBudget(bytes);
            return this;
        }

        /** Sets the clock that dates composed messages; the system's clock by default. */
        public Builder clock(InstantSource source) {
            clock = requireNonNull(source, "clock");
            return this;
        }

        /**
         * Returns the connector.
         *
         * @throws IllegalStateException if Angus Mail on the class path is older than 2.0.5
         */
        public MailConnector build() {
            return new MailConnector(this);
        }
    }
}
