package org.emailregistry.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0", "\u2003\u3000", "\u200b\u2060\ufeff"})
    void whatNobodySeesIsMissing(@Nullable String text) {
        assertThat(Text.flawOf(text, 10)).isEqualTo(Text.Flaw.MISSING);
    }

    @Test
    void lengthIsCountedInCodePoints() {
        assertThat(Text.flawOf("\ud83d\ude00".repeat(10), 10)).isNull();
        assertThat(Text.flawOf("\ud83d\ude00".repeat(11), 10)).isEqualTo(Text.Flaw.TOO_LONG);
        assertThat(Text.flawOf("x".repeat(10), 10)).isNull();
        assertThat(Text.flawOf("x".repeat(11), 10)).isEqualTo(Text.Flaw.TOO_LONG);
    }

    @Test
    void controlsAndHalvesOfCharactersAreFoundWhereTheyAre() {
        assertThat(Text.firstForbidden("ab\u0007")).isEqualTo(2);
        assertThat(Text.firstForbidden("\u009fb")).isZero();
        assertThat(Text.firstForbidden("a\ud83d")).isEqualTo(1);
        assertThat(Text.firstForbidden("\ude00\ud83d")).isZero();
        assertThat(Text.firstForbidden("\ud83d\ude00")).isEqualTo(-1);
        assertThat(Text.firstForbidden("a\ud83d\ude00\u0000")).isEqualTo(3);
    }

    @Property
    void foldingTwiceIsFoldingOnce(@ForAll String text) {
        assertThat(Text.folded(Text.folded(text))).isEqualTo(Text.folded(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"straße", "STRASSE", "Straẞe", " strasse ", "ｓｔｒａｓｓｅ"})
    void namesThatPeopleTakeForTheSameFoldToTheSame(String name) {
        assertThat(Text.folded(name)).isEqualTo("strasse");
    }

    @Test
    void anIdIsCheckedByItsName() {
        assertThat(Text.requireId("x", "user id")).isEqualTo("x");
        assertThatThrownBy(() -> Text.requireId(null, "user id"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("user id");
        for (String bad : new String[] {"", "x".repeat(191), "a\nb", "a\ud800"}) {
            assertThatThrownBy(() -> Text.requireId(bad, "user id"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("user id");
        }
    }
}
