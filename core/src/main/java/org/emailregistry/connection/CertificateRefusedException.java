package org.emailregistry.connection;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.emailregistry.probe.Outcome;

/** Goes through the platform's TLS from our trust manager to whoever asked for the handshake. */
final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;
    private final transient List<X509Certificate> chain;

    CertificateRefusedException(Outcome outcome, X509Certificate[] chain, CertificateException cause) {
        super(outcome.name(), cause);
        this.outcome = outcome;
        this.chain = List.of(chain);
    }

    /** What it is about is no wire format, and without that it would say less than its type promises. */
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
