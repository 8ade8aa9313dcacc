package org.emailregistry.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Unicode13Test {
    @Test
    void whatThisPlatformDoesNotAssignUnicode13DidNotAssignEither() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> Character.getType(c) == Character.UNASSIGNED)
                        .filter(Unicode13::assigned))
                .isEmpty();
    }

    /** The numbers of the standard: 143,859 characters, 65 controls, 2,048 surrogates and 137,468 for private use. */
    @Test
    void asManyCodePointsAreAssignedAsUnicode13Counts() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(Unicode13::assigned)
                        .count())
                .isEqualTo(143_859 + 65 + 2_048 + 137_468);
    }

    @Test
    void charactersOfLaterVersionsAreUnassigned() {
        assertThat(Unicode13.assigned(0x1FAF6)).as("heart hands, of Unicode 14").isFalse();
        assertThat(Unicode13.assigned(0x1FAE8))
                .as("shaking face, of Unicode 15")
                .isFalse();
        assertThat(Unicode13.assigned(0x1F972))
                .as("smiling face with tear, of Unicode 13")
                .isTrue();
    }
}
