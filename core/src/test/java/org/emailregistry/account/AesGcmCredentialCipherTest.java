package org.emailregistry.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AesGcmCredentialCipherTest {
    private static final byte[] HERE = "acme, account 1, imap.acme.example".getBytes(UTF_8);

    private final CredentialCipher old = ring().build();
    private final CredentialCipher rotated = ring().key("2026", key(2)).build();

    private static AesGcmCredentialCipher.Builder ring() {
        return AesGcmCredentialCipher.builder().key("2025", key(1));
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    @Property(tries = 200)
    void whatIsSealedOpensWithTheSameAssociatedData(@ForAll byte[] plain, @ForAll byte[] associatedData) {
        assertThat(old.open(old.seal(plain, associatedData), associatedData)).isEqualTo(plain);
    }

    @Property(tries = 200)
    void nothingOpensWithOtherAssociatedData(@ForAll byte[] plain, @ForAll byte[] other) {
        if (!Arrays.equals(HERE, other)) {
            assertNotAuthentic(old.seal(plain, HERE), other);
        }
    }

    @Test
    void noBitOfWhatIsSealedCanBeChanged() {
        Sealed sealed = old.seal("secret".getBytes(UTF_8), HERE);
        for (int bit = 0; bit < sealed.bytes().length * 8; bit++) {
            byte[] bytes = sealed.bytes();
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            assertNotAuthentic(new Sealed("2025", bytes), HERE);
        }
        for (int length = 0; length < sealed.bytes().length; length++) {
            assertNotAuthentic(new Sealed("2025", Arrays.copyOf(sealed.bytes(), length)), HERE);
        }
    }

    private void assertNotAuthentic(Sealed sealed, byte[] associatedData) {
        assertThatThrownBy(() -> old.open(sealed, associatedData)).isInstanceOfSatisfying(CipherException.class, e -> {
            assertThat(e.kind()).isEqualTo(CipherException.Kind.NOT_AUTHENTIC);
            assertThat(e.keyId()).isEqualTo("2025");
        });
    }

    @Test
    void theNewestKeySealsAndOlderOnesOpen() {
        Sealed before = old.seal("secret".getBytes(UTF_8), HERE);
        Sealed after = rotated.seal("secret".getBytes(UTF_8), HERE);
        assertThat(before.keyId()).isEqualTo("2025");
        assertThat(after.keyId()).isEqualTo("2026");
        assertThat(rotated.open(before, HERE)).isEqualTo("secret".getBytes(UTF_8));
        assertThatThrownBy(() -> old.open(after, HERE)).isInstanceOfSatisfying(CipherException.class, e -> {
            assertThat(e.kind()).isEqualTo(CipherException.Kind.UNKNOWN_KEY);
            assertThat(e.keyId()).isEqualTo("2026");
        });
    }

    @Test
    void theSameSecretIsNeverSealedToTheSameBytes() {
        byte[] plain = "secret".getBytes(UTF_8);
        assertThat(old.seal(plain, HERE)).isNotEqualTo(old.seal(plain, HERE));
    }

    @Test
    void aRingHasAtLeastOneKeyAndEachOnceAndOf32Bytes() {
        assertThatThrownBy(() -> AesGcmCredentialCipher.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ring().key("2025", key(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring().key("", key(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring().key("x", new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyThreadsSealAndOpenAtOnce() {
        int[] wrong = IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> {
                    byte[] plain = ("secret of " + i).getBytes(UTF_8);
                    byte[] associated = ("account " + i).getBytes(UTF_8);
                    CredentialCipher sealing = i % 2 == 0 ? old : rotated;
                    return !Arrays.equals(rotated.open(sealing.seal(plain, associated), associated), plain);
                })
                .toArray();
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatDidNotOpenSpoilsNothingForTheNext() {
        Sealed sealed = old.seal("secret".getBytes(UTF_8), HERE);
        for (int i = 0; i < 3; i++) {
            assertNotAuthentic(sealed, "elsewhere".getBytes(UTF_8));
            assertThat(old.open(sealed, HERE)).isEqualTo("secret".getBytes(UTF_8));
        }
    }

    @Test
    void theKeysAreCopiedAndNotPrinted() {
        byte[] key = key(7);
        CredentialCipher cipher = AesGcmCredentialCipher.builder().key("k", key).build();
        Sealed sealed = cipher.seal(new byte[] {1}, HERE);
        Arrays.fill(key, (byte) 0);
        assertThat(cipher.open(sealed, HERE)).containsExactly(1);
        assertThat(cipher.toString()).isEqualTo("AesGcmCredentialCipher[k]");
        assertThat(sealed.toString()).isEqualTo("Sealed[k]");
    }
}
