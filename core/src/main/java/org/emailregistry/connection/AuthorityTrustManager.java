package org.emailregistry.connection;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.emailregistry.address.Host;
import org.emailregistry.probe.Outcome;

/**
 * Accepts certificates of trusted authorities: runs the platform's check of the chain and of the typed name, then
 * {@link ServerIdentity}.
 */
final class AuthorityTrustManager extends StrictTrustManager {
    private final List<TrustedAuthority> authorities;

    AuthorityTrustManager(List<TrustedAuthority> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    @Override
    void check(X509Certificate[] chain, String authType, SSLSocket socket, Host host)
            throws CertificateRefusedException {
        var reason = new CertificateException("no subject alternative name matches the host");
        for (TrustedAuthority authority : authorities) {
            try {
                authority.check(chain, authType, socket);
                if (ServerIdentity.matches(host, chain[0])) {
                    return;
                }
            } catch (CertificateException e) {
                reason = e;
            }
        }
        throw new CertificateRefusedException(outcome(chain, authType, host), chain, reason);
    }

    /** Checks the chain again without the name: if that fails too, the name is not the reason. */
    private Outcome outcome(X509Certificate[] chain, String authType, Host host) {
        var sent = SentChain.of(chain);
        boolean current = sent.isCurrent();
        for (TrustedAuthority authority : authorities) {
            try {
                authority.check(chain, authType, null);
                return outcomeOfName(host, chain[0]);
            } catch (CertificateExpiredException | CertificateNotYetValidException e) {
                current = false;
            } catch (CertificateException e) {
                // Another authority may accept the chain.
            }
        }
        if (!current) {
            return Outcome.CERTIFICATE_EXPIRED;
        }
        return isIncomplete(sent) ? Outcome.CERTIFICATE_CHAIN_INCOMPLETE : Outcome.CERTIFICATE_UNTRUSTED;
    }

    private static Outcome outcomeOfName(Host host, X509Certificate certificate) {
        if (!ServerIdentity.hasNames(certificate)) {
            return Outcome.CERTIFICATE_WITHOUT_NAMES;
        }
        return ServerIdentity.matches(host, certificate)
                ? Outcome.CERTIFICATE_UNTRUSTED
                : Outcome.CERTIFICATE_WRONG_HOST;
    }

    /**
     * Returns whether an intermediate certificate is missing. An unknown root that was not sent looks the same; it is
     * the less likely reason if the authority is a public one, or if the administrator has named a private one.
     */
    private boolean isIncomplete(SentChain sent) {
        return sent.lacksIssuer()
                && authorities.stream().noneMatch(authority -> authority.hasIssuerOf(sent.leaf()))
                && (sent.hasIssuerOnTheWeb()
                        || authorities.stream().anyMatch(authority -> authority.certificate() != null));
    }
}
