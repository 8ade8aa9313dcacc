package org.emailregistry.connection;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.emailregistry.service.TrustedCertificates;

/**
 * TLS contexts, cached because each is costly to create: one for the platform's authorities, one per private authority.
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
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trustedCertificates.isPresent() ? keyStore(trustedCertificates.get()) : null);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {strict(factory)}, null);
            context.getClientSessionContext().setSessionCacheSize(MAXIMUM_SESSIONS);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is not available on this platform", e);
        }
    }

    private static StrictTrustManager strict(TrustManagerFactory factory) {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager platform) {
                return new StrictTrustManager(platform);
            }
        }
        throw new IllegalStateException("the platform has no X509ExtendedTrustManager, which checks host names");
    }

    private static KeyStore keyStore(TrustedCertificates trust) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int index = 0;
        for (X509Certificate certificate : trust.certificates()) {
            store.setCertificateEntry(Integer.toString(index++), certificate);
        }
        return store;
    }
}
