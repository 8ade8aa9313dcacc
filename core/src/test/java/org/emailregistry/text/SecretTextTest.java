package org.emailregistry.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {
    @Property
    void anyTextComesBackAsItWas(@ForAll String text) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(text));

        byte[] bytes = SecretText.encode(text.toCharArray());

        assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(SecretText.decode(bytes)).isEqualTo(text.toCharArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "pass\udc00word", "password\ud83d"})
    void aLoneSurrogateIsRefusedAndNotReplaced(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretText.encode(text.toCharArray()))
                .withMessageNotContaining("pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "pass\u00c3", "\u00c0\u0080"})
    void bytesThatAreNotUtf8AreRefusedAndNotReplaced(String bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretText.decode(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .withMessageNotContaining("pass");
    }
}
