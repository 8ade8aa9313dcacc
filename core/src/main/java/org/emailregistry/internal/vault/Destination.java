package org.emailregistry.internal.vault;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.emailregistry.address.Host;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustAnchors;

/**
 * Where a credential may go: a protocol, a host, at least this much security, and these certificate authorities. The port
 * is no part of it. Prints itself as {@code imap imap.acme.example TLS -}, which is how it is stored.
 *
 * @param trust the digest of the private authorities, or "-"
 */
public record Destination(Protocol protocol, Host host, ConnectionSecurity floor, String trust) {
    enum Protocol {
        SMTP,
        IMAP
    }

    public static Destination smtp(ServerSettings settings, Optional<TrustAnchors> trust) {
        return of(Protocol.SMTP, settings.smtp(), trust);
    }

    public static Destination imap(ServerSettings settings, Optional<TrustAnchors> trust) {
        return of(Protocol.IMAP, settings.imap(), trust);
    }

    private static Destination of(Protocol protocol, MailServer server, Optional<TrustAnchors> trust) {
        return new Destination(
                protocol,
                server.address().host(),
                server.security(),
                trust.map(TrustAnchors::digest).orElse("-"));
    }

    /** Whether what may go here may go to the other as well: same place, and protected no less. */
    boolean covers(Destination other) {
        return protocol == other.protocol
                && host.equals(other.host)
                && trust.equals(other.trust)
                && other.floor.atLeast(floor);
    }

    /**
     * Whether a credential sealed for a destination may go to the present one of its service: that is the same or a better
     * one, or an administrator confirmed the move from where the credential was at home.
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
        return protocol.name().toLowerCase(Locale.ROOT) + " " + host + " " + floor + " " + trust;
    }
}
