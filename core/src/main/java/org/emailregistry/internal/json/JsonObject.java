package org.emailregistry.internal.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.json.JsonProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An object of a JSON document, read member by member. Each fault is recorded with the JSON pointer of the member, and
 * reading continues, so that one pass finds all faults. A member that is {@code null} counts as missing.
 */
public final class JsonObject {
    private final ObjectNode members;
    private final String pointer;
    private final List<JsonProblem> problems;
    private final Set<String> known = new HashSet<>();

    JsonObject(ObjectNode members, String pointer, List<JsonProblem> problems) {
        this.members = members;
        this.pointer = pointer;
        this.problems = problems;
    }

    public String pointer() {
        return pointer;
    }

    /** Returns the pointer of a member (RFC 6901 section 3). */
    public String pointer(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Returns whether a member is present, and marks its name as known for {@link #refuseOthers}. */
    public boolean has(String name) {
        known.add(name);
        return members.hasNonNull(name);
    }

    public Optional<String> string(String name) {
        return member(name, StringNode.class, "a string").map(StringNode::stringValue);
    }

    public Optional<Boolean> bool(String name) {
        return member(name, BooleanNode.class, "true or false").map(BooleanNode::booleanValue);
    }

    public Optional<Integer> integer(String name) {
        return member(name, IntNode.class, "an integer").map(IntNode::intValue);
    }

    public Optional<JsonObject> object(String name) {
        return member(name, ObjectNode.class, "an object")
                .map(object -> new JsonObject(object, pointer(name), problems));
    }

    public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return string(name).flatMap(text -> constant(text, type, pointer(name)));
    }

    /**
     * Returns the elements of an array of objects; none, with one more problem, if there are more than {@code maximum}.
     */
    public List<JsonObject> objects(String name, int maximum) {
        List<JsonObject> objects = new ArrayList<>();
        if (members.get(name) instanceof ArrayNode array && array.size() > maximum) {
            known.add(name);
            problem(
                    name,
                    JsonProblem.Code.TOO_LARGE,
                    "At most " + maximum + " elements are allowed, got " + array.size() + ".");
            return objects;
        }
        elements(
                name, ObjectNode.class, "an object", (object, at) -> objects.add(new JsonObject(object, at, problems)));
        return objects;
    }

    /** Returns the elements of an array of strings. */
    public List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        elements(name, StringNode.class, "a string", (text, at) -> strings.add(text.stringValue()));
        return strings;
    }

    /** Returns the elements of an array of an enum's constants. */
    public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        List<E> constants = new ArrayList<>();
        elements(
                name,
                StringNode.class,
                "a string",
                (text, at) -> constant(text.stringValue(), type, at).ifPresent(constants::add));
        return constants;
    }

    /** Records a problem for each member that no call on this object has read. */
    public void refuseOthers() {
        for (String name : members.propertyNames()) {
            if (!known.contains(name)) {
                problem(name, JsonProblem.Code.UNKNOWN_FIELD, "This member is unknown in this version of the format.");
            }
        }
    }

    private void problem(String name, JsonProblem.Code code, String message) {
        problems.add(JsonProblem.error(pointer(name), code, message));
    }

    private <T extends JsonNode> Optional<T> member(String name, Class<T> type, String expected) {
        if (!has(name)) {
            problem(name, JsonProblem.Code.MISSING, "This member is required, and must be " + expected + ".");
            return Optional.empty();
        }
        JsonNode member = members.get(name);
        if (!type.isInstance(member)) {
            problem(name, JsonProblem.Code.WRONG_TYPE, "This member must be " + expected + ".");
            return Optional.empty();
        }
        return Optional.of(type.cast(member));
    }

    private <T extends JsonNode> void elements(String name, Class<T> type, String expected, Element<T> action) {
        member(name, ArrayNode.class, "an array").ifPresent(array -> {
            for (int i = 0; i < array.size(); i++) {
                String at = pointer(name) + "/" + i;
                if (type.isInstance(array.get(i))) {
                    action.accept(type.cast(array.get(i)), at);
                } else {
                    problems.add(JsonProblem.error(
                            at, JsonProblem.Code.WRONG_TYPE, "This element must be " + expected + "."));
                }
            }
        });
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
                "This value must be one of " + Arrays.toString(type.getEnumConstants()) + "."));
        return Optional.empty();
    }

    private interface Element<T> {
        void accept(T element, String pointer);
    }
}
