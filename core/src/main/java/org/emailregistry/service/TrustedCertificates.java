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
 * The certificates of a private certificate authority, trusted for one service alone. Immutable and thread-safe. Two
 * instances are equal if they have the same certificates in any order.
 */
public final class TrustedCertificates {
    /** The maximum length of the PEM text, in characters. */
    public static final int MAXIMUM_LENGTH = 65_536;

    private final List<X509Certificate> certificates;
    private final String pem;
    private final String digest;

    private TrustedCertificates(List<X509Certificate> certificates, String pem, String digest) {
        this.certificates = certificates;
        this.pem = pem;
        this.digest = digest;
    }

    /**
     * Parses one or more X.509 certificates in PEM (RFC 7468).
     *
     * @throws IllegalArgumentException if the text is longer than {@value #MAXIMUM_LENGTH} characters, contains no
     *     certificate, or contains anything other than certificates
     */
    public static TrustedCertificates parse(String pem) {
        requireNonNull(pem, "pem");
        if (pem.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "certificates: must not have more than " + MAXIMUM_LENGTH + " characters, got " + pem.length());
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
                throw new IllegalArgumentException("certificates: the text contains no certificate");
            }
            return of(new LinkedHashMap<>(byDigest));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificates: the text cannot be read as X.509 in PEM", e);
        }
    }

    private static TrustedCertificates of(Map<String, X509Certificate> byDigest) throws CertificateException {
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
        return new TrustedCertificates(
                List.copyOf(new ArrayList<>(byDigest.values())),
                pem.toString(),
                HexFormat.of().formatHex(all.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 failed; every Java platform must support it", e);
        }
    }

    /** Returns the certificates, at least one, in ascending order of their SHA-256 digests. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /**
     * Returns the certificates in PEM, in ascending order of their SHA-256 digests. {@code parse(pem())} equals this
     * object.
     */
    public String pem() {
        return pem;
    }

    /** Returns the SHA-256 digest of all certificates, in lower-case hexadecimal. */
    public String digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustedCertificates that && digest.equals(that.digest);
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
