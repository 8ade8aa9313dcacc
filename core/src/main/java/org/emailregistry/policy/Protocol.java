package org.emailregistry.policy;

import static org.emailregistry.service.ConnectionSecurity.STARTTLS;
import static org.emailregistry.service.ConnectionSecurity.TLS;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.emailregistry.address.DomainName;
import org.emailregistry.address.Host;
import org.emailregistry.service.ConnectionSecurity;

/**
 * What is usual in one of the two protocols.
 *
 * @param name its name, for people
 * @param server the field of the server
 * @param security the field of the protection
 * @param tlsPort the usual port for TLS from the first byte
 * @param startTlsPort the usual port for STARTTLS
 * @param ports the encryptions that go with each port
 * @param onAddedPorts the encryptions that go with a port that a policy adds
 */
record Protocol(
        String name,
        Field server,
        Field security,
        int tlsPort,
        int startTlsPort,
        SortedMap<Integer, Set<ConnectionSecurity>> ports,
        Set<ConnectionSecurity> onAddedPorts) {
    static final Protocol SMTP = new Protocol(
            "SMTP",
            Field.SMTP_SERVER,
            Field.SMTP_SECURITY,
            465,
            587,
            new TreeMap<>(Map.of(25, Set.of(STARTTLS), 465, Set.of(TLS), 587, Set.of(STARTTLS))),
            Set.of(STARTTLS));
    static final Protocol IMAP = new Protocol(
            "IMAP",
            Field.IMAP_SERVER,
            Field.IMAP_SECURITY,
            993,
            143,
            new TreeMap<>(Map.of(143, Set.of(STARTTLS), 993, Set.of(TLS))),
            Set.of(STARTTLS, TLS));

    Protocol {
        ports = Collections.unmodifiableSortedMap(ports);
    }

    Protocol with(Set<Integer> added) {
        SortedMap<Integer, Set<ConnectionSecurity>> all = new TreeMap<>(ports);
        added.forEach(port -> all.putIfAbsent(port, onAddedPorts));
        return new Protocol(name, server, security, tlsPort, startTlsPort, all, onAddedPorts);
    }

    Set<Integer> portNumbers() {
        return ports.keySet();
    }

    boolean has(int port) {
        return ports.containsKey(port);
    }

    /** The encryptions that go with a port; of an unusual one, all. */
    Set<ConnectionSecurity> encryptions(int port) {
        return ports.getOrDefault(port, Set.of(STARTTLS, TLS));
    }

    /** The usual port for a protection; that of TLS where there is none. */
    int portFor(ConnectionSecurity protection) {
        return protection == STARTTLS ? startTlsPort : tlsPort;
    }

    /** Whether a name begins as those of this protocol's servers do: {@code smtp.acme.example}, {@code imap4.acme.example}. */
    boolean isSpokenOfBy(Host host) {
        return host instanceof DomainName && host.toString().startsWith(name.toLowerCase(Locale.ROOT));
    }
}
