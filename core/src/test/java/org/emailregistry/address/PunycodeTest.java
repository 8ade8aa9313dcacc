package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.emailregistry.address.Punycode.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {
    @ParameterizedTest
    @CsvSource({
        "bücher, bcher-kva, PLAIN",
        "ü, tda, PLAIN",
        "пример, e1afmkfd, PLAIN",
        "ドメイン, eckwd4c7c, PLAIN",
        "实例, fsq270a, PLAIN",
        "실례, 9n2bp8q, PLAIN",
        "üa-b, a-b-goa, OTHER",
        "παράδειγμα, hxajbheg2az3al, OTHER",
        "\ud83d\udca9, ls8h, OTHER",
        "a\ud83d\udca9b\ud83d\udca9, ab-8t72aba, OTHER",
        "\u0627\u0644\u0623\u0631\u062f\u0646, igbhzh7gpa, OTHER"
    })
    void encodesAndDecodes(String label, String encoded, Decoded kind) {
        StringBuilder out = new StringBuilder();
        Punycode.encode(label, out);
        assertThat(out).hasToString("xn--" + encoded);

        StringBuilder back = new StringBuilder();
        assertThat(Punycode.decode("xn--" + encoded + ".x", 4, 4 + encoded.length(), back))
                .isEqualTo(kind);
        assertThat(back).hasToString(label);
        assertThat(Punycode.decode(encoded, 0, encoded.length(), null)).isEqualTo(kind);
    }

    @Test
    void readsDigitsInEitherCase() {
        assertThat(Punycode.decode("KVA9Z", 0, 3, null)).isEqualTo(Punycode.decode("kva", 0, 3, null));
        assertThat(Punycode.decode("MGBAYH7GPA", 0, 10, null)).isEqualTo(Decoded.OTHER);
    }

    /** Surrogates, characters beyond the last one, controls, noncharacters, capitals, and numbers that overflow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "abc-",
                "-kva",
                "a",
                "ib9b",
                "hb9b",
                "zy0c",
                "en32g",
                "8016146o",
                "b116146o",
                "8016146oa",
                "a251870604b",
                "0n7c",
                "266c",
                "y76c",
                "wca",
                "1ug",
                "99999999",
                "999999999999",
                "b",
                "bcher-kv",
                "k.a",
                "0y0c",
                "dn32g"
            })
    void refusesWhatIsNoLabel(String encoded) {
        assertThat(Punycode.decode(encoded, 0, encoded.length(), null)).isEqualTo(Decoded.MALFORMED);
    }

    @Test
    void aLabelIsEncodedIfItBeginsWithThePrefix() {
        assertThat(Punycode.isEncoded("xn--", 0, 4)).isTrue();
        assertThat(Punycode.isEncoded("a.XN--b", 2, 7)).isTrue();
        assertThat(Punycode.isEncoded("xn--b", 0, 3)).isFalse();
        assertThat(Punycode.isEncoded("xn-b", 0, 4)).isFalse();
        assertThat(Punycode.isEncoded("axn--", 0, 5)).isFalse();
    }
}
