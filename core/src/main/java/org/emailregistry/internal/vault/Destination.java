package org.emailregistry.internal.vault;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.emailregistry.address.Host;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;

/**
 * A destination of credentials: a protocol, a host, a minimum security, and the trusted certificate authorities, but no
 * port. It is stored as its text, for example {@code imap imap.acme.example TLS -}.
 *
 * @param floor the minimum security of a connection that sends credentials to this destination
 * @param trustedCertificates the digest of the trusted certificates or of the pin, or "-" for the authorities of the
 *     platform
 */
public record Destination(Protocol protocol, Host host, ConnectionSecurity floor, String trustedCertificates) {
    enum Protocol {
        SMTP,
        IMAP
    }

    public static Destination smtp(ServerSettings settings, Optional<TrustedCertificates> trustedCertificates) {
        return of(Protocol.SMTP, settings.smtp(), trustedCertificates);
    }

    public static Destination imap(ServerSettings settings, Optional<TrustedCertificates> trustedCertificates) {
        return of(Protocol.IMAP, settings.imap(), trustedCertificates);
    }

    private static Destination of(
            Protocol protocol, MailServer server, Optional<TrustedCertificates> trustedCertificates) {
        return new Destination(
                protocol,
                server.address().host(),
                server.security(),
                trustedCertificates.map(TrustedCertificates::digest).orElse("-"));
    }

    /**
     * Returns whether credentials for this destination may also be sent to another one: same protocol, host and trusted
     * certificates, and at least the same security.
     */
    boolean covers(Destination other) {
        return protocol == other.protocol
                && host.equals(other.host)
                && trustedCertificates.equals(other.trustedCertificates)
                && other.floor.atLeast(floor);
    }

    /**
     * Returns whether credentials sealed for one destination may be sent to the present destination of their service:
     * the present destination is the same or better protected, or an administrator confirmed the change from the
     * destination for which the credentials were sealed.
     *
     * @param former the service's former destinations, each confirmed by an administrator
     */
    public static boolean mayFollow(String sealedFor, String present, List<String> former) {
        if (sealedFor.equals(present)) {
            return true;
        }
        Optional<Destination> home = parse(sealedFor);
        return home.isPresent()
                && Stream.concat(Stream.of(present), former.stream())
                        .map(Destination::parse)
                        .flatMap(Optional::stream)
                        .anyMatch(home.get()::covers);
    }

    static Optional<Destination> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            return Host.tryParse(parts[1])
                    .map(host -> new Destination(
                            Protocol.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                            host,
                            ConnectionSecurity.valueOf(parts[2]),
                            parts[3]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return protocol.name().toLowerCase(Locale.ROOT) + " " + host + " " + floor + " " + trustedCertificates;
    }
}
