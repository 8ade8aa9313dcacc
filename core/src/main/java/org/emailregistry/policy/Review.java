package org.emailregistry.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.emailregistry.address.Host;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.policy.Problem.Code;
import org.emailregistry.policy.Problem.Severity;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;

/** A review of one pair of servers. */
final class Review {
    private final boolean encryptionRequired;
    private final Severity severity;
    private final boolean hostsSwapped;
    private final List<Problem> problems = new ArrayList<>();

    Review(Protocol smtp, Protocol imap, boolean encryptionRequired, ServerSettings settings, Origin origin) {
        this.encryptionRequired = encryptionRequired;
        severity = origin == Origin.ADMINISTRATOR ? Severity.WARNING : Severity.ERROR;
        hostsSwapped = imap.isSpokenOfBy(settings.smtp().address().host())
                && smtp.isSpokenOfBy(settings.imap().address().host());
        judge(smtp, settings.smtp(), imap, settings.imap());
        judge(imap, settings.imap(), smtp, settings.smtp());
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void judge(Protocol own, MailServer server, Protocol other, MailServer peer) {
        int port = server.address().port();
        boolean foreign = other.has(port);
        // If both ports are foreign, they are swapped; a single one is replaced by the usual port for its security.
        int rightPort = !foreign
                ? port
                : own.has(peer.address().port()) ? peer.address().port() : own.portFor(server.security());
        Host rightHost = (hostsSwapped ? peer : server).address().host();
        String repair = new ServerAddress(rightHost, rightPort).toString();
        if (hostsSwapped) {
            add(
                    severity,
                    own.server(),
                    Code.HOSTS_SWAPPED,
                    "The host names indicate that the SMTP server and the IMAP server are swapped.",
                    Map.of("repair", repair));
        }
        if (foreign) {
            add(
                    severity,
                    own.server(),
                    Code.PORT_OF_OTHER_PROTOCOL,
                    "Port " + port + " is an " + other.name() + " port, not an " + own.name() + " port.",
                    Map.of("repair", repair, "port", Integer.toString(port)));
        } else if (!own.has(port)) {
            add(
                    severity,
                    own.server(),
                    Code.PORT_UNUSUAL,
                    "Port " + port + " is unusual for " + own.name() + "; usual ports are " + list(own) + ".",
                    Map.of("port", Integer.toString(port), "ports", list(own)));
        }
        judgeSecurity(own, server.security(), rightPort);
    }

    /** Judges the security against the port as it is after the repair. */
    private void judgeSecurity(Protocol own, ConnectionSecurity security, int port) {
        Set<ConnectionSecurity> encryptions = own.encryptions(port);
        Map<String, String> details = new HashMap<>();
        details.put("port", Integer.toString(port));
        details.put("security", security.name());
        if (encryptions.size() == 1) {
            details.put("repair", encryptions.iterator().next().name());
        }
        if (!security.encrypted()) {
            add(
                    encryptionRequired ? Severity.ERROR : severity,
                    own.security(),
                    Code.NOT_ENCRYPTED,
                    "Without encryption, others can read the password and the mail in transit.",
                    details);
        }
        // A connection to a STARTTLS port begins without encryption, so NONE contradicts ports of TLS alone.
        boolean fits = security.encrypted()
                ? encryptions.contains(security)
                : encryptions.contains(ConnectionSecurity.STARTTLS);
        if (!fits) {
            add(
                    severity,
                    own.security(),
                    Code.SECURITY_CONTRADICTS_PORT,
                    "Port " + port + " is for " + encryptions.iterator().next() + ", not for " + security + ".",
                    details);
        }
    }

    private void add(Severity severity, Field field, Code code, String message, Map<String, String> details) {
        problems.add(new Problem(field, code, severity, message, details));
    }

    private static String list(Protocol protocol) {
        return protocol.portNumbers().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
