package org.emailregistry.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown: first the limit, then the library, then its peers. */
final class Table {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Table(String title, String... columns) {
        this.title = title;
        List<String> header = new ArrayList<>(List.of(columns));
        header.add(0, "");
        rows.add(header);
    }

    Table row(String name, List<String> cells) {
        List<String> row = new ArrayList<>(cells);
        row.add(0, name);
        rows.add(row);
        return this;
    }

    Table row(String name, String... cells) {
        return row(name, List.of(cells));
    }

    Table note(String note) {
        notes.add(note);
        return this;
    }

    void print(PrintStream out) {
        out.println();
        out.println("### " + title);
        out.println();
        for (int row = 0; row < rows.size(); row++) {
            out.println(line(rows.get(row)));
            if (row == 0) {
                out.println("|" + "---|".repeat(rows.get(0).size()));
            }
        }
        notes.forEach(note -> out.println("\n" + note));
        out.flush();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            line.append(String.format(Locale.ROOT, " %-" + width(column) + "s |", cells.get(column)));
        }
        return line.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(1);
    }

    /** Formats a number with three digits; more would not be reproducible on a shared machine. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
