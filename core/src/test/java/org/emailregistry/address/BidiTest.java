package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5893 section 2, rule by rule. U+05D0 is Hebrew, U+0628 Arabic, U+0661 an Arabic digit, U+05B0 a mark. */
class BidiTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.example",
                "1acme.2",
                "a",
                "\u05d0",
                "\u05d0.a",
                "a.\u05d0",
                "\u05d01",
                "\u05d0-1",
                "\u0628\u0661",
                "\u05d0\u05b0",
                "\u05d01\u05b0",
                "\u05d0-\u05d0",
                "a1.\u05d0",
                "a\u0301.\u05d0",
                "a-b.\u05d0",
                "\u0628\u06f1"
            })
    void clear(String name) {
        assertThat(Bidi.isClear(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1a.\u05d0",
                "\u05d0.1a",
                "\u05d0.a.1",
                "\u0661",
                "\u0661a",
                "a\u0661",
                "\u05d0a",
                "a\u05d0",
                "a\u0628",
                "\u05d0-",
                "a-.\u05d0",
                "\u05d0\u06611",
                "\u05d01\u0661",
                "\u05b0\u05d0",
                "-\u05d0",
                "\u05d0\u2029\u05d0",
                "\u05d0\u202e\u05d0",
                "\u05d0-\u05b0"
            })
    void notClear(String name) {
        assertThat(Bidi.isClear(name)).isFalse();
    }
}
