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
 * The conventions of SMTP or IMAP.
 *
 * @param name the name, for people
 * @param server the field of the server
 * @param security the field of the security
 * @param tlsPort the usual port for TLS from the first byte
 * @param startTlsPort the usual port for STARTTLS
 * @param ports the usual ports, each with the encryptions it supports
 * @param onAddedPorts the encryptions of a port that a policy adds
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

    /** Returns the encryptions of a port; both TLS and STARTTLS for an unusual port. */
    Set<ConnectionSecurity> encryptions(int port) {
        return ports.getOrDefault(port, Set.of(STARTTLS, TLS));
    }

    /** Returns the usual port for a security; the TLS port for {@code NONE}. */
    int portFor(ConnectionSecurity protection) {
        return protection == STARTTLS ? startTlsPort : tlsPort;
    }

    /**
     * Returns whether a host name begins with the name of this protocol, as {@code smtp.acme.example} and
     * {@code imap4.acme.example} do.
     */
    boolean isSpokenOfBy(Host host) {
        return host instanceof DomainName && host.toString().startsWith(name.toLowerCase(Locale.ROOT));
    }
}
