package org.emailregistry.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a server sent, in the order in which they were issued.
 *
 * @param path the server's own certificate, then that of its issuer, and so on, as far as they were sent
 */
record SentChain(List<X509Certificate> path) {
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

    /** The encoded id of {@code caIssuers}, then a URL with its length of one or two bytes. */
    private static final Pattern ISSUER_ON_THE_WEB = Pattern.compile(
            "\\+\\x06\\x01\\x05\\x05\\x07\\x30\\x02\\x86(?:.|\\x81.)https?://",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    static SentChain of(X509Certificate[] sent) {
        List<X509Certificate> path = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(sent[0]);
        while (next.isPresent()) {
            X509Certificate last = next.get();
            path.add(last);
            next = Stream.of(sent)
                    .filter(issuer -> !path.contains(issuer) && issued(issuer, last))
                    .findFirst();
        }
        return new SentChain(path);
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    X509Certificate leaf() {
        return path.get(0);
    }

    /** Returns whether all certificates of the path are valid now. */
    boolean isCurrent() {
        return path.stream().allMatch(SentChain::isCurrent);
    }

    private static boolean isCurrent(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Returns whether another authority issued the server's own certificate, and its certificate was not sent. */
    boolean lacksIssuer() {
        return path.size() == 1 && !isSelfIssued(leaf());
    }

    /**
     * Returns whether the server's own certificate names the web address of its issuer's, as practically all
     * certificates of public authorities do. The address is never used.
     */
    boolean hasIssuerOnTheWeb() {
        byte @Nullable [] access = leaf().getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
        return access != null
                && ISSUER_ON_THE_WEB
                        .matcher(new String(access, StandardCharsets.ISO_8859_1))
                        .find();
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
