package org.emailregistry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void aSecretOwnsACopy() {
        char[] original = "secret".toCharArray();
        Secret secret = Secret.of(original);
        original[0] = 'X';
        assertThat(read(secret)).isEqualTo("secret");
    }

    @Test
    void theReaderSeesACopyThatIsWipedAfterwards() {
        Secret secret = Secret.of("secret");
        var seen = new AtomicReference<char[]>(new char[0]);
        String result = secret.use(characters -> {
            seen.set(characters);
            characters[0] = 'S';
            return new String(characters);
        });
        assertThat(result).isEqualTo("Secret");
        assertThat(seen.get()).containsOnly('\0');
        assertThat(read(secret)).isEqualTo("secret");
    }

    @Test
    void theCopyIsWipedIfTheReaderThrows() {
        Secret secret = Secret.of("secret");
        var seen = new AtomicReference<char[]>(new char[0]);
        assertThatThrownBy(() -> secret.use(characters -> {
                    seen.set(characters);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(seen.get()).hasSize(6).containsOnly('\0');
    }

    @Test
    void aClosedSecretIsReadByNobodyAndItsCopiesLiveOn() {
        Secret secret = Secret.of("secret");
        Secret copy = secret.copy();
        secret.close();
        secret.close();
        assertThatThrownBy(() -> read(secret)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
        assertThat(read(copy)).isEqualTo("secret");
    }

    @Test
    void aSecretPrintsStars() {
        assertThat(Secret.of("secret")).hasToString("***");
    }

    @Test
    void aSecretHasALimit() {
        assertThat(read(Secret.of("x".repeat(Secret.MAXIMUM_LENGTH)))).hasSize(Secret.MAXIMUM_LENGTH);
        String tooLong = "x".repeat(Secret.MAXIMUM_LENGTH + 1);
        assertThatThrownBy(() -> Secret.of(tooLong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secret.of(tooLong.toCharArray())).isInstanceOf(IllegalArgumentException.class);
    }

    private static String read(Secret secret) {
        return secret.use(String::new);
    }
}
