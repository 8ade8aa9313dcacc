package org.emailregistry.connection;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.emailregistry.service.TrustedCertificates;

/** A certificate authority that lives as long as the test. */
public final class TestAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(X500Name name, KeyPair keys, X509Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A new authority. */
    public static TestAuthority create() {
        KeyPair keys = newKeys();
        var name = new X500Name("CN=Test Authority " + Long.toHexString(RANDOM.nextLong()));
        Instant now = Instant.now();
        return new TestAuthority(
                name,
                keys,
                sign(name, name, keys, keys, now.minus(2, ChronoUnit.DAYS), now.plus(2, ChronoUnit.DAYS), true));
    }

    /** The authority's certificate, as an administrator would give it to a service. */
    public String pem() {
        return pem(certificate);
    }

    /** The context of a client that trusts this authority, with the checks of the platform alone. */
    public SSLContext clientContext() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", certificate);
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TrustedCertificates anchors() {
        return TrustedCertificates.parse(pem());
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate for these names; those in numbers are IP addresses. */
    public TestCertificate issue(String... names) {
        Instant now = Instant.now();
        return issue("CN=server", now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), names);
    }

    /** One that expired yesterday. */
    TestCertificate issueExpired(String... names) {
        Instant now = Instant.now();
        return issue("CN=server", now.minus(2, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS), names);
    }

    /** One with the name where it stood in the last century: in the subject alone. */
    public TestCertificate issueForCommonName(String commonName) {
        Instant now = Instant.now();
        return issue("CN=" + commonName, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS));
    }

    private TestCertificate issue(String subject, Instant from, Instant to, String... names) {
        KeyPair serverKeys = newKeys();
        X509Certificate issued = sign(name, new X500Name(subject), keys, serverKeys, from, to, false, names);
        return new TestCertificate(serverKeys.getPrivate(), issued, certificate);
    }

    private static X509Certificate sign(
            X500Name issuer,
            X500Name subject,
            KeyPair issuerKeys,
            KeyPair subjectKeys,
            Instant from,
            Instant to,
            boolean authority,
            String... names) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, RANDOM).add(BigInteger.ONE),
                    Date.from(from),
                    Date.from(to),
                    subject,
                    subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                Stream.of(names).map(TestAuthority::general).toArray(GeneralName[]::new)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralName general(String name) {
        boolean numbers = name.matches("[0-9.]+") || name.contains(":");
        return new GeneralName(numbers ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(X509Certificate certificate) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
