package org.emailregistry.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON from outside: bounded in size and depth, each name once, nothing behind the end. */
final class JsonDocument {
    /** The longest document, in characters. */
    static final int MAXIMUM_LENGTH = 4 * 1024 * 1024;

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

    private JsonDocument() {}

    /** The object that the text is, or nothing and one more problem. */
    static Optional<JsonObject> read(String text, List<JsonProblem> problems) {
        if (text.length() > MAXIMUM_LENGTH) {
            problems.add(JsonProblem.error(
                    "", JsonProblem.Code.TOO_LARGE, "The document has more than " + MAXIMUM_LENGTH + " characters."));
            return Optional.empty();
        }
        @Nullable Object root;
        try {
            root = parse(text);
        } catch (JacksonException e) {
            // Not the parser's text, which quotes the document.
            var at = e.getLocation();
            String where = at == null ? "" : " near line " + at.getLineNr() + ", column " + at.getColumnNr();
            problems.add(JsonProblem.error(
                    "", JsonProblem.Code.NOT_JSON, "The document is not readable as JSON" + where + "."));
            return Optional.empty();
        }
        if (!(root instanceof Map<?, ?> members)) {
            problems.add(JsonProblem.error("", JsonProblem.Code.WRONG_TYPE, "The document has to be an object."));
            return Optional.empty();
        }
        return Optional.of(new JsonObject(members, "", problems));
    }

    /** A map, a list, a string, a number, a boolean or null. */
    private static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            @Nullable Object root = value(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one value");
            }
            return root;
        }
    }

    /** The value that begins with the current token. The parser bounds the depth. */
    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new StreamReadException(parser, "nothing");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StreamReadException(parser, "no value");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }
}
