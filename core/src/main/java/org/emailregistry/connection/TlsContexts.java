package org.emailregistry.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.emailregistry.service.TrustedCertificates;
import org.jspecify.annotations.Nullable;

/**
 * TLS contexts, cached because each is costly to create: one for the platform's authorities, one per set of trusted certificates.
 */
final class TlsContexts {
    private static final int MAXIMUM_KEPT = 64;
    private static final int MAXIMUM_SESSIONS = 256;

    /** How long a session can be resumed. Resuming does not check the certificate again, so the time is short. */
    private static final int SESSION_SECONDS = 60;

    private final Map<Optional<TrustedCertificates>, SSLContext> kept =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Optional<TrustedCertificates>, SSLContext> eldest) {
                    return size() > MAXIMUM_KEPT;
                }
            });

    /** Returns the context that trusts only these authorities; without any, the platform's. */
    SSLContext of(Optional<TrustedCertificates> trustedCertificates) {
        return kept.computeIfAbsent(trustedCertificates, TlsContexts::create);
    }

    private static SSLContext create(Optional<TrustedCertificates> trustedCertificates) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager(trustedCertificates)}, null);
            context.getClientSessionContext().setSessionCacheSize(MAXIMUM_SESSIONS);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is not available on this platform", e);
        }
    }

    private static StrictTrustManager trustManager(Optional<TrustedCertificates> trustedCertificates)
            throws GeneralSecurityException, IOException {
        if (trustedCertificates.isEmpty()) {
            return new AuthorityTrustManager(List.of(new TrustedAuthority(platform(null), null)));
        }
        Optional<String> fingerprint = trustedCertificates.get().fingerprint();
        if (fingerprint.isPresent()) {
            return new PinnedTrustManager(fingerprint.get());
        }
        List<TrustedAuthority> authorities = new ArrayList<>();
        for (X509Certificate certificate : trustedCertificates.get().certificates()) {
            authorities.add(new TrustedAuthority(platform(keyStore(certificate)), certificate));
        }
        return new AuthorityTrustManager(authorities);
    }

    /** Returns the platform's check against the trusted certificates; null for those of the platform. */
    private static X509ExtendedTrustManager platform(@Nullable KeyStore trusted) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager platform) {
                return platform;
            }
        }
        throw new IllegalStateException("the platform has no X509ExtendedTrustManager, which checks host names");
    }

    private static KeyStore keyStore(X509Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("trusted", certificate);
        return store;
    }
}
