package org.emailregistry.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.json.JsonProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
    private final List<JsonProblem> problems = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "{",
                "{}}",
                "{} {}",
                "{} 1",
                "null null",
                "{\"a\": {\"b\": 1, \"b\": 2}}",
                "{\"a\": [{\"b\": 1, \"\\u0062\": 1}]}",
                "{\"a\": NaN}",
                "{\"a\": -Infinity}",
                "{\"a\": 01}",
                "{\"a\": 1,}",
                "{\"a\": 1} // no",
                "\ufeff{}"
            })
    void whatIsNotOneJsonValueIsRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(problems).extracting(JsonProblem::code).containsExactly(JsonProblem.Code.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "true", "\"{}\""})
    void anotherValueThanAnObjectIsRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(problems).extracting(JsonProblem::code).containsExactly(JsonProblem.Code.WRONG_TYPE);
    }

    @Test
    void eachBoundIsWhereItShouldBe() {
        assertThat(read("{\"a\":".repeat(16) + "1" + "}".repeat(16))).isPresent();
        assertThat(read("{\"a\":".repeat(17) + "1" + "}".repeat(17))).isEmpty();
        assertThat(read("{\"" + "n".repeat(1_000) + "\": 1}")).isPresent();
        assertThat(read("{\"" + "n".repeat(1_001) + "\": 1}")).isEmpty();
        assertThat(read("{\"a\": \"" + "s".repeat(100_000) + "\"}")).isPresent();
        assertThat(read("{\"a\": \"" + "s".repeat(100_001) + "\"}")).isEmpty();
        assertThat(read("{\"a\": " + "1".repeat(20) + "}")).isPresent();
        assertThat(read("{\"a\": " + "1".repeat(21) + "}")).isEmpty();
        assertThat(read("{}" + " ".repeat(4 * 1024 * 1024 - 2))).isPresent();
        assertThat(read("{}" + " ".repeat(4 * 1024 * 1024 - 1))).isEmpty();
    }

    @Test
    void aProblemSaysWhereItIsAndQuotesNothing() {
        read("{\"a\":\n 1, \"secret\": secret}");

        assertThat(problems)
                .extracting(JsonProblem::message)
                .containsExactly("The document is not readable as JSON near line 2, column 15.");
    }

    /** A billion digits would take all memory. */
    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "-1e1000000000", "1e-1000000000", "2147483648", "1.0"})
    void aNumberThatIsNoIntIsNoInteger(String number) {
        assertThat(read("{\"a\": " + number + "}").orElseThrow().integer("a")).isEmpty();
        assertThat(problems).extracting(JsonProblem::code).containsExactly(JsonProblem.Code.WRONG_TYPE);
    }

    @Test
    void aMemberThatIsNullIsMissing() {
        JsonObject object = read("{\"a\": null, \"b\": null, \"c\": [null]}").orElseThrow();

        assertThat(object.has("a")).isFalse();
        assertThat(object.string("a")).isEmpty();
        assertThat(object.strings("c")).isEmpty();
        object.refuseOthers();
        assertThat(problems)
                .extracting(p -> p.pointer() + " " + p.code())
                .containsExactly("/a MISSING", "/c/0 WRONG_TYPE", "/b UNKNOWN_FIELD");
    }

    @Test
    void halfACharacterIsRead() {
        assertThat(read("{\"a\": \"\\ud800\"}").orElseThrow().string("a")).contains("\ud800");
        assertThat(problems).isEmpty();
    }

    private Optional<JsonObject> read(String text) {
        return JsonDocument.read(text, problems);
    }
}
