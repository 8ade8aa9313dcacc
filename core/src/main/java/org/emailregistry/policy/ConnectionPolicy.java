package org.emailregistry.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServerSettings;

/**
 * Which ports and which protection server settings may have. Immutable and thread-safe.
 *
 * <p>What is dubious is a warning to an administrator and an error to a user:
 *
 * <ul>
 *   <li>no encryption;
 *   <li>a protection that contradicts the port: 465 and 993 speak TLS from the first byte, 25, 587 and 143 do not (RFC
 *       8314 sections 3.2 and 3.3); a port that was added to those of SMTP is one of STARTTLS;
 *   <li>an IMAP port under SMTP, or an SMTP port under IMAP;
 *   <li>any other port that is not among those of its protocol;
 *   <li>an SMTP host whose name begins with "imap" beside an IMAP host whose name begins with "smtp".
 * </ul>
 *
 * <p>Where {@linkplain Builder#requireEncryption() encryption is required}, its absence is an error to both. No network is asked, and no address class is
 * judged here: that is up to the {@link NetworkGuard}.
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

    /** SMTP on 25, 465 and 587, IMAP on 143 and 993; anything else as the class says. */
    public static ConnectionPolicy recommended() {
        return RECOMMENDED;
    }

    /** A policy to change; it starts as the recommended one. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Finds all problems of a pair of servers, those of SMTP first.
     *
     * <p>Where there is an obvious repair, the details have it as {@code repair}: a new value for the problem's field,
     * {@code host:port} for a server and the name of a {@link ConnectionSecurity} for a protection. Repairs fit together:
     * after all of them nothing is left to repair.
     *
     * @param origin who named the servers
     * @return an unmodifiable list, empty if there is nothing to say
     * @throws NullPointerException if an argument is null
     */
    public List<Problem> review(ServerSettings settings, Origin origin) {
        requireNonNull(settings, "settings");
        requireNonNull(origin, "origin");
        return new Review(smtp, imap, encryptionRequired, settings, origin).problems();
    }

    /** The SMTP ports that nobody is warned of, in ascending order. */
    public Set<Integer> smtpPorts() {
        return smtp.portNumbers();
    }

    /** The IMAP ports that nobody is warned of, in ascending order. */
    public Set<Integer> imapPorts() {
        return imap.portNumbers();
    }

    /** Collects what differs from the recommended policy. Not thread-safe; what is built does not change with it. */
    public static final class Builder {
        private final NavigableSet<Integer> smtpPorts = new TreeSet<>();
        private final NavigableSet<Integer> imapPorts = new TreeSet<>();
        private boolean encryptionRequired;

        private Builder() {}

        /**
         * Adds an SMTP port, such as 2525. On it, "Use TLS" means {@code STARTTLS}.
         *
         * @throws IllegalArgumentException if it is not between 1 and 65535, or is an IMAP port
         */
        public Builder addSmtpPort(int port) {
            smtpPorts.add(port(port, Protocol.IMAP, imapPorts));
            return this;
        }

        /**
         * Adds an IMAP port. Its protection is not guessed from the port.
         *
         * @throws IllegalArgumentException if it is not between 1 and 65535, or is an SMTP port
         */
        public Builder addImapPort(int port) {
            imapPorts.add(port(port, Protocol.SMTP, smtpPorts));
            return this;
        }

        /** Makes a connection without encryption an error, to administrators too. */
        public Builder requireEncryption() {
            encryptionRequired = true;
            return this;
        }

        /** A policy with the values as they are now. */
        public ConnectionPolicy build() {
            return new ConnectionPolicy(this);
        }

        private static int port(int port, Protocol other, Set<Integer> added) {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port: 1 to 65535, got " + port);
            }
            if (other.has(port) || added.contains(port)) {
                throw new IllegalArgumentException("port: " + port + " belongs to " + other.name());
            }
            return port;
        }
    }
}
