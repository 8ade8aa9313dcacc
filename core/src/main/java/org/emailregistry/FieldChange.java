package org.emailregistry;

import org.emailregistry.policy.Field;

/**
 * A field that an edit changes. Immutable.
 *
 * @param field the field
 * @param before the current value as text; the empty string if the field has no value, or the service is
 *     {@linkplain Catalog#invalid invalid}
 * @param after the value after the edit as text; the empty string if the field has no value then
 */
public record FieldChange(Field field, String before, String after) {}
