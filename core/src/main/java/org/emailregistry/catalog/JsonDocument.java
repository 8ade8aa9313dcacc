package org.emailregistry.catalog;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON from outside: bounded in size and depth, each name once, nothing behind the end. */
final class JsonDocument {
    /** The longest document, in characters. */
    static final int MAXIMUM_LENGTH = 4 * 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(100_000)
                            .maxNameLength(1_000)
                            .maxNumberLength(20)
                            .maxDocumentLength(MAXIMUM_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonDocument() {}

    /** The object that the text is, or nothing and one more problem. */
    static Optional<JsonObject> read(String text, List<JsonProblem> problems) {
        if (text.length() > MAXIMUM_LENGTH) {
            problems.add(JsonProblem.error(
                    "", JsonProblem.Code.TOO_LARGE, "The document has more than " + MAXIMUM_LENGTH + " characters."));
            return Optional.empty();
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JacksonException e) {
            // Not the parser's text, which quotes the document.
            var at = e.getLocation();
            String where = at == null ? "" : " near line " + at.getLineNr() + ", column " + at.getColumnNr();
            problems.add(JsonProblem.error(
                    "", JsonProblem.Code.NOT_JSON, "The document is not readable as JSON" + where + "."));
            return Optional.empty();
        }
        if (!root.isObject()) {
            problems.add(JsonProblem.error("", JsonProblem.Code.WRONG_TYPE, "The document has to be an object."));
            return Optional.empty();
        }
        return Optional.of(new JsonObject(root, "", problems));
    }
}
