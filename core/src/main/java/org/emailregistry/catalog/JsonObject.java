package org.emailregistry.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * An object of a JSON document, read member by member. What is wrong is noted with its pointer, and reading goes on, so that
 * one pass finds everything. A member that is {@code null} counts as not there.
 */
final class JsonObject {
    private final JsonNode node;
    private final String pointer;
    private final List<JsonProblem> problems;
    private final Set<String> known = new HashSet<>();

    JsonObject(JsonNode node, String pointer, List<JsonProblem> problems) {
        this.node = node;
        this.pointer = pointer;
        this.problems = problems;
    }

    String pointer() {
        return pointer;
    }

    /** The pointer of a member (RFC 6901, section 3). */
    String pointer(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether a member is there; asking makes it a known one. */
    boolean has(String name) {
        known.add(name);
        JsonNode member = node.get(name);
        return member != null && !member.isNull();
    }

    Optional<String> string(String name) {
        return member(name, JsonNode::isString, "a string", JsonNode::stringValue);
    }

    Optional<Boolean> bool(String name) {
        return member(name, JsonNode::isBoolean, "true or false", JsonNode::booleanValue);
    }

    Optional<Integer> integer(String name) {
        return member(name, n -> n.isIntegralNumber() && n.canConvertToInt(), "an integer", JsonNode::intValue);
    }

    Optional<JsonObject> object(String name) {
        return member(name, JsonNode::isObject, "an object", n -> new JsonObject(n, pointer(name), problems));
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return string(name).flatMap(text -> constant(text, type, pointer(name)));
    }

    /** The elements of a member that is an array of objects, none if there are more than the most allowed. */
    List<JsonObject> objects(String name, int maximum) {
        List<JsonObject> objects = new ArrayList<>();
        JsonNode array = node.get(name);
        if (array != null && array.isArray() && array.size() > maximum) {
            known.add(name);
            problem(name, JsonProblem.Code.TOO_LARGE, "There are more than " + maximum + " elements.");
            return objects;
        }
        elements(name, JsonNode::isObject, "an object", (n, at) -> objects.add(new JsonObject(n, at, problems)));
        return objects;
    }

    /** The elements of a member that is an array of strings. */
    List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        elements(name, JsonNode::isString, "a string", (n, at) -> strings.add(n.stringValue()));
        return strings;
    }

    /** The elements of a member that is an array of an enum's constants. */
    <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        List<E> constants = new ArrayList<>();
        elements(
                name,
                JsonNode::isString,
                "a string",
                (n, at) -> constant(n.stringValue(), type, at).ifPresent(constants::add));
        return constants;
    }

    /** Notes the members that nobody has asked for. */
    void refuseOthers() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                problem(name, JsonProblem.Code.UNKNOWN_FIELD, "This version knows no such field.");
            }
        }
    }

    private void problem(String name, JsonProblem.Code code, String message) {
        problems.add(JsonProblem.error(pointer(name), code, message));
    }

    private <T> Optional<T> member(
            String name, Predicate<JsonNode> type, String expected, Function<JsonNode, T> value) {
        if (!has(name)) {
            problem(name, JsonProblem.Code.MISSING, "This has to be there, and to be " + expected + ".");
            return Optional.empty();
        }
        JsonNode member = node.get(name);
        if (!type.test(member)) {
            problem(name, JsonProblem.Code.WRONG_TYPE, "This has to be " + expected + ".");
            return Optional.empty();
        }
        return Optional.of(value.apply(member));
    }

    private void elements(String name, Predicate<JsonNode> type, String expected, Element action) {
        Optional<JsonNode> array = member(name, JsonNode::isArray, "an array", n -> n);
        if (array.isEmpty()) {
            return;
        }
        for (int i = 0; i < array.get().size(); i++) {
            JsonNode element = array.get().get(i);
            String at = pointer(name) + "/" + i;
            if (type.test(element)) {
                action.accept(element, at);
            } else {
                problems.add(JsonProblem.error(at, JsonProblem.Code.WRONG_TYPE, "This has to be " + expected + "."));
            }
        }
    }

    private <E extends Enum<E>> Optional<E> constant(String text, Class<E> type, String at) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return Optional.of(constant);
            }
        }
        problems.add(JsonProblem.error(
                at,
                JsonProblem.Code.UNKNOWN_VALUE,
                "This has to be one of " + Arrays.toString(type.getEnumConstants()) + "."));
        return Optional.empty();
    }

    private interface Element {
        void accept(JsonNode element, String pointer);
    }
}
