package org.emailregistry.internal.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.json.JsonProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON documents. Reading is bounded in size and depth, and refuses duplicate names and trailing
 * content.
 */
public final class JsonDocument {
    /** The longest document, in characters. */
    public static final int MAXIMUM_LENGTH = 4 * 1024 * 1024;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(100_000)
                    .maxNameLength(1_000)
                    .maxNumberLength(20)
                    .maxDocumentLength(MAXIMUM_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonDocument() {}

    /**
     * Returns the document's object; empty, with one more problem, if the text is not a JSON object within the limits.
     */
    public static Optional<JsonObject> read(String text, List<JsonProblem> problems) {
        if (text.length() > MAXIMUM_LENGTH) {
            problems.add(JsonProblem.error(
                    "", JsonProblem.Code.TOO_LARGE, "The document has more than " + MAXIMUM_LENGTH + " characters."));
            return Optional.empty();
        }
        JsonNode root;
        try (JsonParser parser = MAPPER.createParser(text)) {
            root = MAPPER.readTree(parser);
            if (root == null) {
                throw new StreamReadException(parser, "empty document");
            }
        } catch (JacksonException e) {
            // The parser's own message quotes the document, which may hold secrets.
            var at = e.getLocation();
            String where = at == null ? "" : " near line " + at.getLineNr() + ", column " + at.getColumnNr();
            problems.add(JsonProblem.error(
                    "", JsonProblem.Code.NOT_JSON, "The document is not readable as JSON" + where + "."));
            return Optional.empty();
        }
        if (!(root instanceof ObjectNode members)) {
            problems.add(JsonProblem.error("", JsonProblem.Code.WRONG_TYPE, "The document must be an object."));
            return Optional.empty();
        }
        return Optional.of(new JsonObject(members, "", problems));
    }

    /**
     * Returns a tree of maps, lists and values as JSON, with one value per line and the same line ends on every
     * platform, so that a comparison of two versions shows only the changed values.
     */
    public static String write(Map<String, ?> members) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return MAPPER.writer().with(printer).writeValueAsString(members) + "\n";
    }
}
