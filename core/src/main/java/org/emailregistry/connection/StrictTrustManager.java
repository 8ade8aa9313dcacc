package org.emailregistry.connection;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.emailregistry.address.Host;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Runs the platform's check of the certificate chain and of the typed name, then {@link ServerIdentity}. A refusal is
 * thrown with its {@link Outcome}, because the platform gives its reasons as text only, which changes between versions.
 */
final class StrictTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager platform;

    StrictTrustManager(X509ExtendedTrustManager platform) {
        this.platform = platform;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        Host host = Host.parse(((SSLSocket) socket).getHandshakeSession().getPeerHost());
        try {
            platform.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw new CertificateRefusedException(outcome(chain, authType, host), chain, e);
        }
        if (!ServerIdentity.matches(host, chain[0])) {
            throw new CertificateRefusedException(
                    Outcome.CERTIFICATE_WRONG_HOST,
                    chain,
                    new CertificateException("no subject alternative name matches the host"));
        }
    }

    /** Checks the chain again without the name: if that fails too, the name is not the reason. */
    private Outcome outcome(X509Certificate[] chain, String authType, Host host) {
        try {
            platform.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            return isAboutTime(e) ? Outcome.CERTIFICATE_EXPIRED : Outcome.CERTIFICATE_UNTRUSTED;
        }
        return ServerIdentity.matches(host, chain[0]) ? Outcome.CERTIFICATE_UNTRUSTED : Outcome.CERTIFICATE_WRONG_HOST;
    }

    private static boolean isAboutTime(@Nullable Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException) {
                return true;
            }
            if (e instanceof CertPathValidatorException path
                    && (path.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                            || path.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return platform.getAcceptedIssuers();
    }

    /** Refuses every chain: without a socket there is no host name to check. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the certificate cannot be checked without a host name");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("the certificate cannot be checked without a host name");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("client certificates are not accepted");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("client certificates are not accepted");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("client certificates are not accepted");
    }
}
