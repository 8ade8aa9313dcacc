package org.emailregistry.workspace.form;

import org.jspecify.annotations.Nullable;

/**
 * A problem that is shown at a field.
 *
 * @param input the name of the input, {@code form} for the form as a whole
 * @param error whether this is an error; otherwise it is a warning
 * @param text the text for people
 * @param fix a better value, if one is obvious
 */
public record FieldProblem(
        String input, boolean error, String text, @Nullable String fix) {}
