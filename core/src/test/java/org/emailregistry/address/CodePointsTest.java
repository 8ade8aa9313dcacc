package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePointsTest {
    @ParameterizedTest
    @CsvSource({
        "E0, FF",
        "430, 45F",
        "3041, 3096",
        "30A1, 30FA",
        "4E00, 9FFC",
        "AC00, D7A3",
    })
    void plainLettersComeInBlocks(String first, String last) {
        int from = Integer.parseInt(first, 16);
        int to = Integer.parseInt(last, 16);

        assertThat(CodePoints.isPlain(from)).isTrue();
        assertThat(CodePoints.isPlain(to)).isTrue();
        assertThat(CodePoints.isPlain(from - 1)).isFalse();
        assertThat(CodePoints.isPlain(to + 1)).isFalse();
    }

    @Test
    void aPlainLetterNeedsNoFurtherLook() {
        assertThat(CodePoints.isPlain(0xF7)).isFalse();
        assertThat(IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT).filter(CodePoints::isPlain))
                .allSatisfy(c -> {
                    assertThat(Character.isLetter(c)).isTrue();
                    assertThat(Character.getDirectionality(c)).isEqualTo(Character.DIRECTIONALITY_LEFT_TO_RIGHT);
                    assertThat(Character.toString(c))
                            .isEqualTo(Character.toString(c).toLowerCase(Locale.ROOT));
                    assertThat(Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFKC))
                            .isTrue();
                    assertThat(CodePoints.isEncodable(c)).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x80, 0x9F, 0xA0, 0xAD, 0x200B, 0x200C, 0x2028, 0x2029, 0xD800, 0xE000, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF,
                0x1FFFE, 0x10FFFF, 0x34F, 0x115F, 0xFE0F, 0xE0100, 0xE0FFF, 0xC0, 0x1F80, 0x13A0, 0xAB70
            })
    void noLabelHasSuchACharacter(int codePoint) {
        assertThat(CodePoints.isEncodable(codePoint)).isFalse();
    }

    /** Unassigned ones are left to those who know a later Unicode. */
    @ParameterizedTest
    @ValueSource(ints = {'a', '0', '-', 0xDF, 0x3C2, 0x131, 0x1F0, 0x390, 0x378, 0x1F4A9, 0xFDC8, 0xEFFFD})
    void aLabelMayHaveSuchACharacter(int codePoint) {
        assertThat(CodePoints.isEncodable(codePoint)).isTrue();
    }

    @Test
    void namesHaveLettersMarksAndDigitsOnly() {
        for (int c : new int[] {'a', 'A', '0', 0xFC, 0x1C5, 0x5D0, 0x30FC, 0x301, 0x903, 0x966}) {
            assertThat(CodePoints.isLetterMarkOrDigit(c)).isTrue();
        }
        for (int c : new int[] {'-', '.', 0x488, 0x2160, 0xB2, 0x20AC, 0x640, 0x302E, 0x115F, 0xFE00, 0x1D165, 0x378}) {
            assertThat(CodePoints.isLetterMarkOrDigit(c)).isFalse();
        }
    }
}
