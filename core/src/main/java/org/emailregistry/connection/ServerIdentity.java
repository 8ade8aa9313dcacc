package org.emailregistry.connection;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.emailregistry.address.DomainName;
import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv4Literal;
import org.emailregistry.address.Ipv6Literal;

/**
 * Matches a certificate with a host (RFC 9525, RFC 7817): by subject alternative names only, never by the common name;
 * a wildcard stands for exactly the first label. The platform's own check, which also runs, is laxer in both respects.
 */
final class ServerIdentity {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private ServerIdentity() {}

    static boolean matches(Host host, X509Certificate certificate) {
        return names(certificate).stream().anyMatch(name -> matches(host, (Integer) name.get(0), name.get(1)));
    }

    /** Returns whether the certificate is for any host. */
    static boolean hasNames(X509Certificate certificate) {
        return names(certificate).stream()
                .anyMatch(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS));
    }

    private static Collection<List<?>> names(X509Certificate certificate) {
        try {
            return Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static boolean matches(Host host, int type, Object value) {
        return switch (host.kind()) {
            case DOMAIN_NAME -> type == DNS_NAME && matches((DomainName) host, (String) value);
            case IPV4_LITERAL -> type == IP_ADDRESS && matches(((Ipv4Literal) host).bytes(), (String) value);
            case IPV6_LITERAL -> type == IP_ADDRESS && matches(((Ipv6Literal) host).bytes(), (String) value);
        };
    }

    private static boolean matches(DomainName host, String pattern) {
        String name = host.toString();
        String presented = pattern.toLowerCase(Locale.ROOT);
        if (!presented.startsWith("*.")) {
            return presented.equals(name);
        }
        String parent = presented.substring(1);
        int dot = name.indexOf('.');
        // At least two labels after the wildcard: a certificate for a whole top-level domain is never valid.
        return dot > 0 && parent.indexOf('.', 1) > 0 && parent.equals(name.substring(dot));
    }

    private static boolean matches(byte[] address, String presented) {
        return Host.tryParse(presented)
                .map(host -> switch (host.kind()) {
                    case DOMAIN_NAME -> false;
                    case IPV4_LITERAL -> Arrays.equals(address, ((Ipv4Literal) host).bytes());
                    case IPV6_LITERAL -> Arrays.equals(address, ((Ipv6Literal) host).bytes());
                })
                .orElse(false);
    }
}
