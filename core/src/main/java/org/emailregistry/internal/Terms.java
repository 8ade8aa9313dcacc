package org.emailregistry.internal;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named values, written as one text that stores keep without reading it: a line {@code name=value} for each, ordered by
 * name, with {@code \\} and {@code \n} for a backslash and a line feed. Names that this version does not know are kept.
 * Immutable.
 */
public final class Terms {
    /** No values. */
    public static final Terms NONE = new Terms(new TreeMap<>());

    private final SortedMap<String, String> values;

    private Terms(SortedMap<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is not a text that {@link #toString} makes
     */
    public static Terms parse(String text) {
        SortedMap<String, String> values = new TreeMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int sign = text.indexOf('=', at);
            if (end < 0 || sign < 0 || sign > end) {
                throw new IllegalArgumentException("terms: malformed line at offset " + at);
            }
            values.put(text.substring(at, sign), unescape(text.substring(sign + 1, end)));
            at = end + 1;
        }
        Terms terms = new Terms(values);
        if (!terms.toString().equals(text)) {
            throw new IllegalArgumentException(
                    "terms: a name occurs twice, the lines are not in order, or an escape is unknown");
        }
        return terms;
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                out.append(i < text.length() && text.charAt(i) == 'n' ? '\n' : '\\');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * Returns a value that is a number of 0 or more; 0 without one.
     *
     * @throws IllegalArgumentException if the value is not such a number
     */
    public long number(String name) {
        String value = values.get(name);
        if (value == null) {
            return 0;
        }
        long number = Long.parseLong(value);
        if (number < 0) {
            throw new IllegalArgumentException("terms: " + name + ": must be 0 or more, got " + number);
        }
        return number;
    }

    /** Returns these values with one more, or with another value for the name; 0 is the same as none. */
    public Terms with(String name, long number) {
        SortedMap<String, String> next = new TreeMap<>(values);
        if (number == 0) {
            next.remove(name);
        } else {
            next.put(name, Long.toString(number));
        }
        return new Terms(next);
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String value = entry.getValue().replace("\\", "\\\\").replace("\n", "\\n");
            out.append(entry.getKey()).append('=').append(value).append('\n');
        }
        return out.toString();
    }
}
