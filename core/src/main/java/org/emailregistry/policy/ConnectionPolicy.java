package org.emailregistry.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;

/**
 * The rules for the ports and the connection security of mail servers. Immutable and thread-safe.
 *
 * <p>Each of the following is a warning if an administrator named the servers, and an error if a user did:
 *
 * <ul>
 *   <li>a connection without encryption;
 *   <li>a security that contradicts the port: ports 465 and 993 use TLS from the first byte; ports 25, 587 and 143, and
 *       SMTP ports added to the policy, use STARTTLS (RFC 8314 sections 3.2 and 3.3). If the port belongs to the other
 *       protocol, the security is compared with the port that the repair proposes;
 *   <li>an IMAP port for SMTP, or an SMTP port for IMAP;
 *   <li>any other port that the policy does not list for the protocol;
 *   <li>an SMTP host name that begins with "imap" together with an IMAP host name that begins with "smtp".
 * </ul>
 *
 * <p>If {@linkplain Builder#requireEncryption() encryption is required}, a connection without encryption is an error
 * for administrators too. A policy makes no network connection. For the rules for network addresses, see
 * {@link NetworkGuard}.
 */
public final class ConnectionPolicy {
    private static final ConnectionPolicy RECOMMENDED = builder().build();

    private final Protocol smtp;
    private final Protocol imap;
    private final boolean encryptionRequired;

    private ConnectionPolicy(Builder builder) {
        smtp = Protocol.SMTP.with(builder.smtpPorts);
        imap = Protocol.IMAP.with(builder.imapPorts);
        encryptionRequired = builder.encryptionRequired;
    }

    /**
     * Returns the recommended policy: SMTP on ports 25, 465 and 587, IMAP on ports 143 and 993, and encryption not
     * required.
     */
    public static ConnectionPolicy recommended() {
        return RECOMMENDED;
    }

    /** Returns a builder that starts with the recommended policy. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns all problems of a pair of servers, those of SMTP first.
     *
     * <p>A problem with an obvious correction has the detail {@code repair}, the new value of the problem's field:
     * {@code host:port} for a server, the name of a {@link ConnectionSecurity} for a security. Repairs are consistent:
     * after all of them are applied, the settings have no problem with a repair.
     *
     * @param origin who named the servers
     * @return an unmodifiable list, empty if the settings have no problem
     * @throws NullPointerException if an argument is null
     */
    public List<Problem> review(ServerSettings settings, Origin origin) {
        requireNonNull(settings, "settings");
        requireNonNull(origin, "origin");
        return new Review(smtp, imap, encryptionRequired, settings, origin).problems();
    }

    /** Returns the usual SMTP ports, including those added to the policy, in ascending order. */
    public Set<Integer> smtpPorts() {
        return smtp.portNumbers();
    }

    /** Returns the usual IMAP ports, including those added to the policy, in ascending order. */
    public Set<Integer> imapPorts() {
        return imap.portNumbers();
    }

    /** Collects changes to the recommended policy. Not thread-safe. A policy does not change with its builder. */
    public static final class Builder {
        private final NavigableSet<Integer> smtpPorts = new TreeSet<>();
        private final NavigableSet<Integer> imapPorts = new TreeSet<>();
        private boolean encryptionRequired;

        private Builder() {}

        /**
         * Adds a usual SMTP port, such as 2525. On this port, "Use TLS" means {@code STARTTLS}.
         *
         * @throws IllegalArgumentException if the port is not between 1 and 65535, or is an IMAP port of the policy
         */
        public Builder addSmtpPort(int port) {
            smtpPorts.add(port(port, Protocol.IMAP, imapPorts));
            return this;
        }

        /**
         * Adds a usual IMAP port. Both {@code TLS} and {@code STARTTLS} are accepted on this port.
         *
         * @throws IllegalArgumentException if the port is not between 1 and 65535, or is an SMTP port of the policy
         */
        public Builder addImapPort(int port) {
            imapPorts.add(port(port, Protocol.SMTP, smtpPorts));
            return this;
        }

        /** Makes a connection without encryption an error for administrators too. Default: a warning. */
        public Builder requireEncryption() {
            encryptionRequired = true;
            return this;
        }

        /** Returns a policy with the current values. */
        public ConnectionPolicy build() {
            return new ConnectionPolicy(this);
        }

        private static int port(int port, Protocol other, Set<Integer> added) {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port: must be between 1 and 65535, got " + port);
            }
            if (other.has(port) || added.contains(port)) {
                throw new IllegalArgumentException("port: " + port + " is already an " + other.name() + " port");
            }
            return port;
        }
    }
}
