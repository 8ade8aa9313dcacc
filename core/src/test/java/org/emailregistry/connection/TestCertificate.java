package org.emailregistry.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's certificate with its key. */
public final class TestCertificate {
    /** The password of the key stores. */
    public static final String PASSWORD = "changeit";

    private final KeyStore keyStore;

    TestCertificate(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
        try {
            keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            keyStore.setKeyEntry("server", key, PASSWORD.toCharArray(), new Certificate[] {certificate, authority});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The context of a server with this certificate. */
    public SSLContext serverContext() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the chain and the key as most servers want them. */
    void writePem(Path chain, Path key) throws IOException {
        try {
            var certificates = new StringBuilder();
            for (Certificate certificate : keyStore.getCertificateChain("server")) {
                certificates.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(chain, certificates, StandardCharsets.US_ASCII);
            Files.writeString(
                    key,
                    pem(
                            "PRIVATE KEY",
                            keyStore.getKey("server", PASSWORD.toCharArray()).getEncoded()),
                    StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + label
                + "-----\n";
    }

    /**
     * Makes this the certificate of every GreenMail server that this JVM starts from now on. It reads one key store for
     * the whole JVM.
     */
    public void useInGreenMail() {
        try {
            Path file = Files.createTempFile("greenmail", ".p12");
            file.toFile().deleteOnExit();
            try (var out = Files.newOutputStream(file)) {
                keyStore.store(out, PASSWORD.toCharArray());
            }
            System.setProperty("greenmail.tls.keystore.file", file.toString());
            System.setProperty("greenmail.tls.keystore.password", PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
