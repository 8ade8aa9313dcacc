package org.emailregistry.connection;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.emailregistry.address.Host;
import org.emailregistry.probe.Outcome;

/**
 * Checks certificates of servers for a host. A refusal is thrown with its {@link Outcome}, because the platform gives
 * its reasons as text only, which changes between versions.
 */
abstract class StrictTrustManager extends X509ExtendedTrustManager {
    /** Checks the certificate of a server; returns normally if it is accepted for the host. */
    abstract void check(X509Certificate[] chain, String authType, SSLSocket socket, Host host)
            throws CertificateRefusedException;

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        var tls = (SSLSocket) socket;
        check(chain, authType, tls, Host.parse(tls.getHandshakeSession().getPeerHost()));
    }

    /** Returns no issuers: only servers ask for them. */
    @Override
    public final X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** Refuses every chain: without a socket there is no host name to check. */
    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the certificate cannot be checked without a host name");
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("the certificate cannot be checked without a host name");
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("client certificates are not accepted");
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("client certificates are not accepted");
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("client certificates are not accepted");
    }
}
