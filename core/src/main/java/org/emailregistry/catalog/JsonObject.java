package org.emailregistry.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of a JSON document, read member by member. What is wrong is noted with its pointer, and reading goes on, so that
 * one pass finds everything. A member that is {@code null} counts as not there.
 */
final class JsonObject {
    private final Map<?, ?> members;
    private final String pointer;
    private final List<JsonProblem> problems;
    private final Set<String> known = new HashSet<>();

    JsonObject(Map<?, ?> members, String pointer, List<JsonProblem> problems) {
        this.members = members;
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
        return members.get(name) != null;
    }

    Optional<String> string(String name) {
        return member(name, String.class, "a string");
    }

    Optional<Boolean> bool(String name) {
        return member(name, Boolean.class, "true or false");
    }

    Optional<Integer> integer(String name) {
        return member(name, Integer.class, "an integer");
    }

    Optional<JsonObject> object(String name) {
        return member(name, Map.class, "an object").map(object -> new JsonObject(object, pointer(name), problems));
    }

    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return string(name).flatMap(text -> constant(text, type, pointer(name)));
    }

    /** The elements of a member that is an array of objects, none if there are more than the most allowed. */
    List<JsonObject> objects(String name, int maximum) {
        List<JsonObject> objects = new ArrayList<>();
        if (members.get(name) instanceof List<?> array && array.size() > maximum) {
            known.add(name);
            problem(name, JsonProblem.Code.TOO_LARGE, "There are more than " + maximum + " elements.");
            return objects;
        }
        elements(name, Map.class, "an object", (object, at) -> objects.add(new JsonObject(object, at, problems)));
        return objects;
    }

    /** The elements of a member that is an array of strings. */
    List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        elements(name, String.class, "a string", (text, at) -> strings.add(text));
        return strings;
    }

    /** The elements of a member that is an array of an enum's constants. */
    <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        List<E> constants = new ArrayList<>();
        elements(
                name,
                String.class,
                "a string",
                (text, at) -> constant(text, type, at).ifPresent(constants::add));
        return constants;
    }

    /** Notes the members that nobody has asked for. */
    void refuseOthers() {
        for (Object name : members.keySet()) {
            if (!known.contains(name)) {
                problem((String) name, JsonProblem.Code.UNKNOWN_FIELD, "This version knows no such field.");
            }
        }
    }

    private void problem(String name, JsonProblem.Code code, String message) {
        problems.add(JsonProblem.error(pointer(name), code, message));
    }

    private <T> Optional<T> member(String name, Class<T> type, String expected) {
        if (!has(name)) {
            problem(name, JsonProblem.Code.MISSING, "This has to be there, and to be " + expected + ".");
            return Optional.empty();
        }
        Object member = members.get(name);
        if (!type.isInstance(member)) {
            problem(name, JsonProblem.Code.WRONG_TYPE, "This has to be " + expected + ".");
            return Optional.empty();
        }
        return Optional.of(type.cast(member));
    }

    private <T> void elements(String name, Class<T> type, String expected, Element<T> action) {
        List<?> array = member(name, List.class, "an array").orElse(List.of());
        for (int i = 0; i < array.size(); i++) {
            String at = pointer(name) + "/" + i;
            if (type.isInstance(array.get(i))) {
                action.accept(type.cast(array.get(i)), at);
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

    private interface Element<T> {
        void accept(T element, String pointer);
    }
}
