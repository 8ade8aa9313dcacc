package org.emailregistry.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Encodes lists and maps of text for one column: one line per element, and two per entry of a map. */
final class Lines {
    private Lines() {}

    static String of(Collection<String> elements) {
        var text = new StringBuilder();
        for (String element : elements) {
            text.append(element.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        }
        return text.toString();
    }

    static String of(Map<String, String> map) {
        List<String> elements = new ArrayList<>();
        new TreeMap<>(map).forEach((key, value) -> {
            elements.add(key);
            elements.add(value);
        });
        return of(elements);
    }

    static List<String> list(String text) {
        List<String> elements = new ArrayList<>();
        var element = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                elements.add(element.toString());
                element.setLength(0);
            } else if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                element.append(escaped == 'n' ? '\n' : escaped);
            } else {
                element.append(c);
            }
        }
        return elements;
    }

    /** Decodes a map. A key without a value, which this library never writes, is dropped. */
    static Map<String, String> map(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        List<String> elements = list(text);
        for (int i = 0; i + 1 < elements.size(); i += 2) {
            map.put(elements.get(i), elements.get(i + 1));
        }
        return map;
    }
}
