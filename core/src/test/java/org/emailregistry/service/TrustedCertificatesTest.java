package org.emailregistry.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.emailregistry.connection.TestAuthority;
import org.emailregistry.connection.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedCertificatesTest {
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String COLONS =
            "01:23:45:67:89:AB:CD:EF:01:23:45:67:89:ab:cd:ef:" + "01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF";

    @Test
    void aFingerprintIsTheSameHoweverItIsWritten() {
        TrustedCertificates pin = TrustedCertificates.pinned(HEX);

        assertThat(TrustedCertificates.pinned(COLONS)).isEqualTo(pin).hasSameHashCodeAs(pin);
        assertThat(TrustedCertificates.pinned(HEX.toUpperCase(Locale.ROOT))).isEqualTo(pin);
        assertThat(TrustedCertificates.parse(" SHA-256  " + COLONS + "\r\n")).isEqualTo(pin);
        assertThat(TrustedCertificates.parse(pin.pem())).isEqualTo(pin);
        assertThat(pin.pem()).isEqualTo("sha-256 " + HEX);
        assertThat(pin.fingerprint()).contains(HEX);
        assertThat(pin.certificates()).isEmpty();
        assertThat(pin.digest()).isEqualTo("sha-256:" + HEX);
    }

    /** The digest of one trusted certificate is its fingerprint, but to pin it is another decision. */
    @Test
    void aPinIsNotTheTrustInTheSameCertificate() {
        TestCertificate certificate = TestAuthority.selfSigned();
        TrustedCertificates trusted = TrustedCertificates.parse(certificate.pem());
        TrustedCertificates pinned = TrustedCertificates.pinned(certificate.fingerprint());

        assertThat(trusted.fingerprint()).isEmpty();
        assertThat(pinned).isNotEqualTo(trusted);
        assertThat(pinned.digest()).isNotEqualTo(trusted.digest()).endsWith(trusted.digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "0123456789abcdef0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
                "0123456789abcdef0123456789abcdef 0123456789abcdef0123456789abcdef",
                "01:23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:",
                "٠123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nsha-256"
            })
    void whatIsNoFingerprintIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.pinned(text));
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.parse("sha-256 " + text));
    }

    @Test
    void aTextIsEitherAPinOrCertificates() {
        String pem = TestAuthority.selfSigned().pem();

        assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.parse("sha-256 " + HEX + "\n" + pem));
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.parse(pem + "sha-256 " + HEX));
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.parse("sha-1 " + HEX));
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedCertificates.parse(HEX));
    }
}
