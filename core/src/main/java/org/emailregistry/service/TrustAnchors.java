package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The certificates of a private certificate authority, trusted for one service alone. Equal if the same certificates are
 * in it, in whatever order. Immutable.
 */
public final class TrustAnchors {
    /** The longest PEM text that is read, in characters. */
    public static final int MAXIMUM_LENGTH = 65_536;

    private final List<X509Certificate> certificates;
    private final String pem;
    private final String digest;

    private TrustAnchors(List<X509Certificate> certificates, String pem, String digest) {
        this.certificates = certificates;
        this.pem = pem;
        this.digest = digest;
    }

    /**
     * Reads one or more X.509 certificates in PEM (RFC 7468).
     *
     * @throws IllegalArgumentException if the text is too long, or holds anything but readable certificates
     */
    public static TrustAnchors parse(String pem) {
        requireNonNull(pem, "pem");
        if (pem.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("certificates: more than " + MAXIMUM_LENGTH + " characters");
        }
        try {
            Map<String, X509Certificate> byDigest = new TreeMap<>();
            var factory = CertificateFactory.getInstance("X.509");
            var in = new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.US_ASCII));
            while (in.available() > 0) {
                var certificate = (X509Certificate) factory.generateCertificate(in);
                byDigest.put(HexFormat.of().formatHex(sha256().digest(certificate.getEncoded())), certificate);
            }
            if (byDigest.isEmpty()) {
                throw new IllegalArgumentException("certificates: none");
            }
            return of(new LinkedHashMap<>(byDigest));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificates: not readable as X.509 in PEM", e);
        }
    }

    private static TrustAnchors of(Map<String, X509Certificate> byDigest) throws CertificateException {
        var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        var pem = new StringBuilder();
        MessageDigest all = sha256();
        for (X509Certificate certificate : byDigest.values()) {
            byte[] der = certificate.getEncoded();
            all.update(der);
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(encoder.encodeToString(der))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return new TrustAnchors(
                List.copyOf(new ArrayList<>(byDigest.values())),
                pem.toString(),
                HexFormat.of().formatHex(all.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The certificates, at least one. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** The certificates in PEM, in an order of their own: {@code parse(pem())} equals this. */
    public String pem() {
        return pem;
    }

    /** A SHA-256 digest of all certificates, in hexadecimal. */
    public String digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustAnchors that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return certificates.size() + " certificates, SHA-256 " + digest;
    }
}
