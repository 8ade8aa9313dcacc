package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.emailregistry.store.StoreException;

/** The tables of the database, and which versions of the library may use them. */
final class Schema {
    /** The version of the tables that this library was written for. */
    static final int VERSION = 1;

    static final List<String> SCRIPTS = List.of("V1__email_registry.sql");

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /**
     * Which tables there are.
     *
     * @param version 0 if there are none
     * @param minLibrary the least {@link #VERSION} that may use them
     */
    private record Found(int version, int minLibrary) {}

    /** Refuses tables that are missing, or that a later library has changed too much. */
    void require() {
        Found found = find();
        if (found.minLibrary() > VERSION) {
            throw new StoreException(
                    StoreException.Kind.SCHEMA_TOO_NEW,
                    "The tables have version " + found.version() + ", which needs a later version of this library.",
                    null);
        }
        if (found.version() < VERSION) {
            throw new StoreException(
                    StoreException.Kind.SCHEMA_MISSING,
                    "The tables have version " + found.version() + ", and this library needs " + VERSION + ".",
                    null);
        }
    }

    /** Makes what is missing. Whoever does it at the same time succeeds too. */
    void create() {
        int failures = 0;
        while (find().version() < VERSION) {
            try {
                runScripts();
            } catch (StoreException e) {
                // Two nodes that make the same table get in each other's way; one of them is always done first.
                if (++failures == SCRIPTS.size() * 10) {
                    throw e;
                }
            }
        }
        require();
    }

    private void runScripts() {
        for (String script : SCRIPTS.subList(find().version(), VERSION)) {
            for (String statement : statements(script)) {
                database.read(session -> session.update(statement, parameters -> {}));
            }
        }
    }

    private Found find() {
        try {
            return database.read(session -> session.query(
                    "SELECT version, min_library FROM email_registry_schema",
                    parameters -> {},
                    row -> row.next()
                            ? new Found((int) row.number("version"), (int) row.number("min_library"))
                            : new Found(0, 0)));
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.SCHEMA_MISSING) {
                return new Found(0, 0);
            }
            throw e;
        }
    }

    private List<String> statements(String script) {
        String path = database.dialect().scripts() + "/" + script;
        List<String> statements = new ArrayList<>();
        try (InputStream in = requireNonNull(Schema.class.getResourceAsStream(path), path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            for (String statement : text.split(";\\s*\\n", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement.strip());
                }
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
