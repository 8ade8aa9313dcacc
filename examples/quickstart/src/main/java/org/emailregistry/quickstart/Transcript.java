package org.emailregistry.quickstart;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints the steps of the program, in chapters. */
final class Transcript {
    private final PrintStream out;
    private int chapter;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        chapter++;
        out.println((chapter == 1 ? "" : System.lineSeparator()) + chapter + ". " + title);
    }

    void line(String format, @Nullable Object... values) {
        out.printf("   " + format + "%n", values);
    }
}
