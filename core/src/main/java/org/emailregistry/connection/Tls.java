package org.emailregistry.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.emailregistry.address.DomainName;
import org.emailregistry.address.Host;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/** Negotiates TLS 1.2 or 1.3 over a connection, with SNI and a check of the typed host name. */
final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /**
     * Negotiates TLS.
     *
     * @param inPlainText returns whether first bytes that are not TLS belong to the wanted protocol
     * @throws ConnectionFailedException if the handshake fails, with the reason as outcome
     */
    static SSLSocket handshake(RawSocket raw, Host host, int port, SSLContext context, Predicate<byte[]> inPlainText)
            throws IOException {
        raw.forget();
        // The caller closes the raw socket: closing the TLS socket would wait for the other side.
        var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, host.toString(), port, false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(host instanceof DomainName ? List.of(new SNIHostName(host.toString())) : List.of());
        tls.setSSLParameters(parameters);
        try {
            tls.startHandshake();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw failure(e, raw.first(), inPlainText);
        }
        return tls;
    }

    private static IOException failure(IOException e, byte[] first, Predicate<byte[]> inPlainText) {
        CertificateRefusedException refused = refused(e);
        if (refused != null) {
            return new ConnectionFailedException(refused.outcome(), e, refused.chain());
        }
        if (!TlsRecord.begins(first)) {
            return new ConnectionFailedException(
                    inPlainText.test(first) ? Outcome.TLS_NOT_SPOKEN : Outcome.NOT_THIS_PROTOCOL, e);
        }
        if (TlsRecord.refusesVersion(first)) {
            return new ConnectionFailedException(Outcome.TLS_VERSION, e);
        }
        // A broken connection and broken TLS have the same outcome; the type of the cause distinguishes them.
        return new ConnectionFailedException(
                Outcome.SERVER_MISBEHAVED, e instanceof SSLException ? e : new IOException(e));
    }

    private static @Nullable CertificateRefusedException refused(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof CertificateRefusedException refused) {
                return refused;
            }
        }
        return null;
    }
}
