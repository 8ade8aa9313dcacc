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
import org.emailregistry.service.TrustAnchors;

/** TLS contexts: one for the platform's authorities, one for each private authority. Each is costly to make, so kept. */
final class TlsContexts {
    private static final int MAXIMUM_KEPT = 64;
    private static final int MAXIMUM_SESSIONS = 256;

    /** A resumed session does not look at the certificate again, so what was seen is not relied on for long. */
    private static final int SESSION_SECONDS = 60;

    private final Map<Optional<TrustAnchors>, SSLContext> kept =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Optional<TrustAnchors>, SSLContext> eldest) {
                    return size() > MAXIMUM_KEPT;
                }
            });

    /** The context that trusts these authorities and no others, or the platform's. */
    SSLContext of(Optional<TrustAnchors> trust) {
        return kept.computeIfAbsent(trust, TlsContexts::create);
    }

    private static SSLContext create(Optional<TrustAnchors> trust) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trust.isPresent() ? keyStore(trust.get()) : null);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {strict(factory)}, null);
            context.getClientSessionContext().setSessionCacheSize(MAXIMUM_SESSIONS);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is not to be had on this platform", e);
        }
    }

    private static StrictTrustManager strict(TrustManagerFactory factory) {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager platform) {
                return new StrictTrustManager(platform);
            }
        }
        throw new IllegalStateException("the platform's trust manager does not check names");
    }

    private static KeyStore keyStore(TrustAnchors trust) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int index = 0;
        for (X509Certificate certificate : trust.certificates()) {
            store.setCertificateEntry(Integer.toString(index++), certificate);
        }
        return store;
    }
}
