package org.emailregistry;

import org.emailregistry.policy.Field;

/**
 * A field that an edit changes.
 *
 * @param field the field
 * @param before as it is
 * @param after as it would be
 */
public record FieldChange(Field field, String before, String after) {}
