package org.emailregistry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealedTest {
    private static final byte[] DATA = {1, 2, 3};

    @Test
    void equalIsWhatHasTheSameKeyAndBytes() {
        var sealed = new Sealed("key", DATA);
        assertThat(sealed).isEqualTo(new Sealed("key", DATA)).hasSameHashCodeAs(new Sealed("key", DATA));
        assertThat(sealed).isNotEqualTo(new Sealed("other", DATA)).isNotEqualTo(new Sealed("key", new byte[] {1, 2}));
        assertThat(sealed.hashCode()).isNotEqualTo(new Sealed("key", new byte[] {1, 2}).hashCode());
        assertThat(sealed).isNotEqualTo("key").hasToString("Sealed[key]");
    }

    @Test
    void aProofIsWorthSomethingForWhatItWasMadeOfOnly() {
        CredentialCipher cipher =
                AesGcmCredentialCipher.builder().key("key", new byte[32]).build();
        Sealed proof = cipher.authenticate(DATA);
        assertThat(proof.keyId()).isEqualTo("key");
        cipher.verify(proof, DATA);
        assertThatThrownBy(() -> cipher.verify(proof, new byte[] {1, 2})).isInstanceOf(CipherException.class);
        assertThatThrownBy(() -> cipher.verify(cipher.seal(DATA, DATA), DATA))
                .as("a sealed secret is no proof")
                .isInstanceOfSatisfying(
                        CipherException.class, e -> assertThat(e.kind()).isEqualTo(CipherException.Kind.NOT_AUTHENTIC));
    }

    @Test
    void idsPrintTheirValue() {
        assertThat(new AccountId("a-1")).hasToString("a-1");
        assertThat(new UserId("anna")).hasToString("anna");
    }

    @Test
    void externalCredentialsHaveALoginAndNoSecret() {
        try (Credentials external = Credentials.external("anna")) {
            assertThat(external.kind()).isEqualTo(Credentials.Kind.EXTERNAL);
            assertThat(external.login()).isEqualTo("anna");
        }
    }
}
