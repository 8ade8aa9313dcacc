package org.emailregistry.connection;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
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

    /** The certificates from this authority's own up to its root's. */
    private final List<X509Certificate> chain;

    private TestAuthority(X500Name name, KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
        this.chain = Stream.concat(Stream.of(certificate), above.stream()).toList();
    }

    /** A new authority. */
    public static TestAuthority create() {
        return create(Validity.NOW);
    }

    /** A new root, whose certificate has these extensions besides. */
    static TestAuthority create(Validity validity, Extension... extensions) {
        return root(newName(), newKeys(), new Spec(validity, true, List.of(extensions)));
    }

    /** A server with a certificate of its own that issues certificates although it may not. */
    static TestAuthority notAnAuthority() {
        return root(newName(), newKeys(), new Spec(Validity.NOW, false, List.of()));
    }

    /** This authority with a new certificate for the same name and key, as when it is renewed. */
    TestAuthority renewed(Validity validity) {
        return root(name, keys, new Spec(validity, true, List.of()));
    }

    /** An authority with the same name and another key. */
    TestAuthority rekeyed() {
        return root(name, newKeys(), new Spec(Validity.NOW, true, List.of()));
    }

    private static TestAuthority root(X500Name name, KeyPair keys, Spec spec) {
        return new TestAuthority(name, keys, sign(name, keys, name, keys.getPublic(), spec), List.of());
    }

    /** A new authority below this one. */
    TestAuthority intermediate(Validity validity, Extension... extensions) {
        KeyPair itsKeys = newKeys();
        X500Name itsName = newName();
        var spec = new Spec(validity, true, List.of(extensions));
        return new TestAuthority(itsName, itsKeys, sign(name, keys, itsName, itsKeys.getPublic(), spec), chain);
    }

    private static X500Name newName() {
        return new X500Name("CN=Test Authority " + Long.toHexString(RANDOM.nextLong()));
    }

    /** When a certificate is valid, in days from now. */
    enum Validity {
        PAST(-2, -1),
        NOW(-2, 2),
        FUTURE(1, 2);

        private final int from;
        private final int to;

        Validity(int from, int to) {
            this.from = from;
            this.to = to;
        }
    }

    private record Spec(Validity validity, boolean authority, List<Extension> extensions) {}

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

    /** The SHA-256 digest of the authority's certificate, in hexadecimal. */
    String fingerprint() {
        return new TestCertificate(keys.getPrivate(), certificate, List.of()).fingerprint();
    }

    TrustedCertificates anchors() {
        return TrustedCertificates.parse(pem());
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate for these names; those in numbers are IP addresses. */
    public TestCertificate issue(String... names) {
        return issue(Validity.NOW, names(names));
    }

    /** One that expired yesterday. */
    TestCertificate issueExpired(String... names) {
        return issue(Validity.PAST, names(names));
    }

    /** One with the name where it stood in the last century: in the subject alone. */
    public TestCertificate issueForCommonName(String commonName) {
        return issue(new X500Name("CN=" + commonName), Validity.NOW);
    }

    /** One with these extensions. */
    TestCertificate issue(Validity validity, Extension... extensions) {
        return issue(new X500Name("CN=server"), validity, extensions);
    }

    private TestCertificate issue(X500Name subject, Validity validity, Extension... extensions) {
        KeyPair serverKeys = newKeys();
        var spec = new Spec(validity, false, List.of(extensions));
        return new TestCertificate(
                serverKeys.getPrivate(), sign(name, keys, subject, serverKeys.getPublic(), spec), chain);
    }

    /** One that nobody but itself has issued. */
    static TestCertificate selfSigned(Validity validity, Extension... extensions) {
        TestAuthority itself = root(newName(), newKeys(), new Spec(validity, false, List.of(extensions)));
        return new TestCertificate(itself.keys.getPrivate(), itself.certificate, List.of());
    }

    /** One that nobody but itself has issued, without any name. */
    public static TestCertificate selfSigned() {
        return selfSigned(Validity.NOW);
    }

    /** The subject alternative names; those in numbers are IP addresses. */
    static Extension names(String... names) {
        return extension(Extension.subjectAlternativeName, false, generals(names));
    }

    /** The only purpose that the certificate has. */
    static Extension purpose(KeyPurposeId purpose) {
        return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    /** Where the certificate of the issuer is. */
    static Extension issuerAt(String url) {
        var location = new GeneralName(GeneralName.uniformResourceIdentifier, url);
        return extension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, location));
    }

    /** The only names that an authority may certify; those with a slash are ranges of IP addresses. */
    static Extension permitting(String... subtrees) {
        return extension(Extension.nameConstraints, true, new NameConstraints(subtrees(subtrees), null));
    }

    /** The names that an authority may not certify. */
    static Extension excluding(String... subtrees) {
        return extension(Extension.nameConstraints, true, new NameConstraints(null, subtrees(subtrees)));
    }

    private static GeneralSubtree[] subtrees(String... names) {
        return Stream.of(generals(names).getNames()).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
    }

    static Extension extension(ASN1ObjectIdentifier id, boolean critical, ASN1Object value) {
        try {
            return new Extension(id, critical, value.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate sign(
            X500Name issuer, KeyPair issuerKeys, X500Name subject, PublicKey key, Spec spec) {
        try {
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, RANDOM).add(BigInteger.ONE),
                    Date.from(now.plus(spec.validity().from, ChronoUnit.DAYS)),
                    Date.from(now.plus(spec.validity().to, ChronoUnit.DAYS)),
                    subject,
                    key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(spec.authority()));
            for (Extension extension : spec.extensions()) {
                builder.addExtension(extension);
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralNames generals(String... names) {
        return new GeneralNames(Stream.of(names).map(TestAuthority::general).toArray(GeneralName[]::new));
    }

    private static GeneralName general(String name) {
        boolean numbers = name.matches("[0-9./]+") || name.contains(":");
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

    static String pem(X509Certificate certificate) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
