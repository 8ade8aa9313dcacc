package org.emailregistry.connection;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.emailregistry.probe.Outcome;

/**
 * Carries the outcome of a refused certificate from {@link StrictTrustManager}, through the platform's TLS, to
 * {@link Tls}.
 */
final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;
    private final transient List<X509Certificate> chain;

    CertificateRefusedException(Outcome outcome, X509Certificate[] chain, CertificateException cause) {
        super(outcome.name(), cause);
        this.outcome = outcome;
        this.chain = List.of(chain);
    }

    /** Refuses serialization, which would lose the transient fields. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(CertificateRefusedException.class.getName());
    }

    Outcome outcome() {
        return outcome;
    }

    List<X509Certificate> chain() {
        return chain;
    }
}
