package org.emailregistry.workspace.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.emailregistry.policy.Field;
import org.emailregistry.store.Change;
import org.emailregistry.workspace.form.Texts;

/**
 * An entry of the history, as a person reads it.
 *
 * @param revision the revision
 * @param instant the time of the change
 * @param actor the administrator who made the change
 * @param what the change and the name of the service
 * @param details what changed, field by field, and what was confirmed
 */
record ChangeView(long revision, Instant instant, String actor, String what, List<Detail> details) {
    /**
     * A field that changed.
     *
     * @param field the field's name
     * @param before the old value
     * @param after the new value
     */
    record Detail(String field, String before, String after) {}

    static ChangeView of(Change change, Texts texts) {
        Map<String, String> fields = new TreeMap<>(change.before());
        fields.putAll(change.after());
        return new ChangeView(
                change.revision(),
                change.instant(),
                change.actor(),
                (texts.of(change.kind()) + " " + subject(change, texts)).strip(),
                change.kind() != Change.Kind.EDITED
                        ? List.of()
                        : fields.keySet().stream()
                                .map(field -> new Detail(
                                        fieldName(field, texts),
                                        change.before().getOrDefault(field, ""),
                                        change.after().getOrDefault(field, "")))
                                .toList());
    }

    /** Returns the name of the service, which is empty if the text of the kind says it all. */
    private static String subject(Change change, Texts texts) {
        boolean manualEntry =
                change.kind() == Change.Kind.SEALED_ANEW && change.service().isEmpty();
        return manualEntry ? texts.of("change.manualEntry") : change.name();
    }

    private static String fieldName(String name, Texts texts) {
        for (Field field : Field.values()) {
            if (field.name().equals(name)) {
                return texts.of(field);
            }
        }
        return name;
    }
}
