package org.emailregistry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a=\n", "a=1\nb=2\n", "a==\n", "a=\\\\n\\n\\\\\n", "ü=ÿ 😀\n", "later name=x y\n"})
    void aTextThatIsReadIsWrittenAsItWas(String text) {
        assertThat(Terms.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=1", "\n", "a\n=1\n", "b=1\na=1\n", "a=1\na=1\n", "a=\\x\n", "a=\\\n", "a=1\n\n"})
    void aTextThatNobodyWroteIsRefused(String text) {
        assertThatThrownBy(() -> Terms.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("terms: ");
    }

    @Test
    void aNumberIsPutBesideWhatIsUnknown() {
        Terms terms = Terms.parse("b=later\\nversion\n");
        assertThat(terms.number("a")).isZero();
        assertThat(terms.with("a", 7)).hasToString("a=7\nb=later\\nversion\n");
        assertThat(terms.with("a", 7).number("a")).isEqualTo(7);
        assertThat(terms.with("a", 7).with("a", 8).number("a")).isEqualTo(8);
        assertThat(terms.with("a", 7).with("a", 0)).hasToString(terms.toString());
        assertThat(terms.with("z", Long.MAX_VALUE).number("z")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=-1\n", "a=\n", "a=x\n", "a=9223372036854775808\n", "a= 1\n"})
    void aValueThatIsNoNumberIsRefusedAsOne(String text) {
        Terms terms = Terms.parse(text);
        assertThatThrownBy(() -> terms.number("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
