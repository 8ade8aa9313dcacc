package org.emailregistry.connection;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities of the platform, or one certificate that an administrator trusts instead. The platform ignores when
 * such a certificate expires and which names it may certify, so both are checked here.
 *
 * @param platform the platform's check of a chain
 * @param certificate the only certificate that {@code platform} trusts; null for the authorities of the platform
 */
record TrustedAuthority(
        X509ExtendedTrustManager platform, @Nullable X509Certificate certificate) {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    /**
     * Checks a chain.
     *
     * @param socket the connection with the host name to check; null to check no name
     * @throws java.security.cert.CertificateExpiredException if the trusted certificate has expired
     * @throws java.security.cert.CertificateNotYetValidException if the trusted certificate is not valid yet
     * @throws CertificateException if the chain is refused for any other reason
     */
    void check(X509Certificate[] chain, String authType, @Nullable Socket socket) throws CertificateException {
        if (socket == null) {
            platform.checkServerTrusted(chain, authType);
        } else {
            platform.checkServerTrusted(chain, authType, socket);
        }
        if (certificate != null) {
            certificate.checkValidity();
            if (!permits(certificate, chain)) {
                throw new CertificateException("the authority is not permitted to certify these names");
            }
        }
    }

    /** Applies the name constraints of a trusted certificate (RFC 5280 section 4.2.1.10) to the chain below it. */
    private static boolean permits(X509Certificate trusted, X509Certificate[] chain) {
        byte @Nullable [] constraints = trusted.getExtensionValue(NAME_CONSTRAINTS);
        if (constraints == null || chain[0].equals(trusted)) {
            return true;
        }
        var permitted = new X509CertSelector();
        try {
            permitted.setNameConstraints(withoutHeader(constraints));
        } catch (IOException e) {
            return false;
        }
        List<X509Certificate> path = SentChain.of(chain).path();
        Stream<X509Certificate> between = path.stream()
                .skip(1)
                .takeWhile(issuer -> !isSameAuthority(issuer, trusted))
                .filter(issuer -> !SentChain.isSelfIssued(issuer));
        return Stream.concat(Stream.of(chain[0]), between).allMatch(permitted::match);
    }

    private static boolean isSameAuthority(X509Certificate a, X509Certificate b) {
        return a.getSubjectX500Principal().equals(b.getSubjectX500Principal())
                && a.getPublicKey().equals(b.getPublicKey());
    }

    /** Returns the content of an encoded octet string. */
    private static byte[] withoutHeader(byte[] encoded) {
        int lengthBytes = encoded[1] < 0 ? encoded[1] & 0x7f : 0;
        return Arrays.copyOfRange(encoded, 2 + lengthBytes, encoded.length);
    }

    /** Returns whether the issuer of a certificate is trusted, judging by its name alone. */
    boolean hasIssuerOf(X509Certificate issued) {
        return Stream.of(platform.getAcceptedIssuers())
                .anyMatch(issuer -> issuer.getSubjectX500Principal().equals(issued.getIssuerX500Principal()));
    }
}
