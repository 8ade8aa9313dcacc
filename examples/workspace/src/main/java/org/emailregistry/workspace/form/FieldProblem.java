package org.emailregistry.workspace.form;

import org.jspecify.annotations.Nullable;

/**
 * A problem as it stands at a field.
 *
 * @param input the name of the input, {@code form} for the form as a whole
 * @param error whether it refuses what was filled in; else it is a warning
 * @param text what a person reads
 * @param fix what to fill in instead, if that is obvious
 */
public record FieldProblem(
        String input, boolean error, String text, @Nullable String fix) {}
