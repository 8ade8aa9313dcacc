package org.emailregistry.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FramingTest {
    @Test
    void eachTextIsInUtf8AfterItsLengthSoThatNoTwoListsLookAlike() {
        assertThat(Framing.of(List.of("\u00e9", "z"))).containsExactly(0, 0, 0, 2, 0xc3, 0xa9, 0, 0, 0, 1, 'z');
    }
}
