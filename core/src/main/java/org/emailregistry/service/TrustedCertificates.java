package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The certificates that are trusted for one service alone, instead of the authorities of the platform: those of a
 * private certificate authority, or the fingerprint of one pinned certificate. Immutable and thread-safe. Two instances
 * are equal if they have the same fingerprint, or the same certificates in any order.
 *
 * <p>A pin is for a server whose certificate nobody else has issued and whose names do not fit, such as a bridge on the
 * same machine. Only the certificate with this fingerprint is accepted, whoever issued it and whatever its names are,
 * until it expires:
 *
 * <pre>{@code
 * String fingerprint = "9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:08";
 * ServiceDraft draft = ServiceDraft.named("Proton Bridge")
 *         .withSmtp("127.0.0.1:1025", ConnectionSecurity.STARTTLS)
 *         .withImap("127.0.0.1:1143", ConnectionSecurity.STARTTLS)
 *         .withPinnedCertificate(fingerprint);
 * }</pre>
 *
 * <p>{@code openssl x509 -noout -fingerprint -sha256} prints the fingerprint of a certificate in PEM.
 */
public final class TrustedCertificates {
    /** The maximum length of the text, in characters. */
    public static final int MAXIMUM_LENGTH = 65_536;

    /** The beginning of the text of a pin. */
    static final String PIN = "sha-256 ";

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{64}|(?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}");

    private final List<X509Certificate> certificates;
    private final Optional<String> fingerprint;
    private final String pem;
    private final String digest;

    private TrustedCertificates(
            List<X509Certificate> certificates, Optional<String> fingerprint, String pem, String digest) {
        this.certificates = certificates;
        this.fingerprint = fingerprint;
        this.pem = pem;
        this.digest = digest;
    }

    /**
     * Returns a pin.
     *
     * @param fingerprint the SHA-256 digest of the certificate: 64 hexadecimal digits, in pairs separated by colons or
     *     without colons
     * @throws IllegalArgumentException if the text is not a fingerprint
     */
    public static TrustedCertificates pinned(String fingerprint) {
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException(
                    "fingerprint: must be 64 hexadecimal digits, in pairs separated by colons or without colons");
        }
        String canonical = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
        return new TrustedCertificates(List.of(), Optional.of(canonical), PIN + canonical, "sha-256:" + canonical);
    }

    /** Returns the SHA-256 digest of a certificate, in lower-case hexadecimal, as in {@link #fingerprint()}. */
    public static String fingerprintOf(X509Certificate certificate) throws CertificateEncodingException {
        return HexFormat.of().formatHex(sha256().digest(certificate.getEncoded()));
    }

    /**
     * Parses one or more X.509 certificates in PEM (RFC 7468), or the line {@code sha-256}, a space and a fingerprint
     * as for {@link #pinned}. Text before a certificate and repeated certificates are ignored. Periods of validity are
     * not checked.
     *
     * @throws IllegalArgumentException if the text is longer than {@value #MAXIMUM_LENGTH} characters, contains neither
     *     a certificate nor a fingerprint, contains data that is not a certificate, or has other text after the last
     *     certificate
     */
    public static TrustedCertificates parse(String text) {
        requireNonNull(text, "text");
        if (text.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "certificates: must not have more than " + MAXIMUM_LENGTH + " characters, got " + text.length());
        }
        String stripped = text.strip();
        if (isPin(stripped)) {
            return pinned(stripped.substring(PIN.length()).strip());
        }
        try {
            Map<String, X509Certificate> byDigest = new TreeMap<>();
            var factory = CertificateFactory.getInstance("X.509");
            var in = new ByteArrayInputStream(stripped.getBytes(StandardCharsets.US_ASCII));
            while (in.available() > 0) {
                var certificate = (X509Certificate) factory.generateCertificate(in);
                byDigest.put(fingerprintOf(certificate), certificate);
            }
            if (byDigest.isEmpty()) {
                throw new IllegalArgumentException("certificates: the text contains no certificate");
            }
            return of(new LinkedHashMap<>(byDigest));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificates: the text cannot be read as X.509 in PEM", e);
        }
    }

    /** Returns whether a text, without surrounding white space, is meant as a pin, well-formed or not. */
    static boolean isPin(String text) {
        return text.regionMatches(true, 0, PIN, 0, PIN.length());
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
                Optional.empty(),
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

    /** Returns the certificates in ascending order of their SHA-256 digests; empty for a pin. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** Returns the SHA-256 digest of the pinned certificate, in lower-case hexadecimal; empty if this is no pin. */
    public Optional<String> fingerprint() {
        return fingerprint;
    }

    /**
     * Returns the certificates in PEM, in ascending order of their SHA-256 digests; for a pin, the line
     * {@code sha-256}, a space and the fingerprint. {@code parse(pem())} equals this object.
     */
    public String pem() {
        return pem;
    }

    /**
     * Returns the SHA-256 digest of the DER encodings of all certificates, in order, in lower-case hexadecimal; for a pin,
     * {@code sha-256:} and the fingerprint.
     */
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
        return fingerprint
                .map(pinned -> "pinned certificate, SHA-256 " + pinned)
                .orElse(certificates.size() + " certificates, SHA-256 " + digest);
    }
}
