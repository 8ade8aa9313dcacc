package org.emailregistry.connection;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.emailregistry.address.Host;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.TrustedCertificates;

/** Accepts one certificate, whoever issued it and whatever its names are, until it expires. */
final class PinnedTrustManager extends StrictTrustManager {
    private final String fingerprint;

    PinnedTrustManager(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    void check(X509Certificate[] chain, String authType, SSLSocket socket, Host host)
            throws CertificateRefusedException {
        var outcome = Outcome.CERTIFICATE_UNTRUSTED;
        try {
            if (!TrustedCertificates.fingerprintOf(chain[0]).equals(fingerprint)) {
                throw new CertificateException("another certificate is pinned");
            }
            outcome = Outcome.CERTIFICATE_EXPIRED;
            chain[0].checkValidity();
        } catch (CertificateException e) {
            throw new CertificateRefusedException(outcome, chain, e);
        }
    }
}
