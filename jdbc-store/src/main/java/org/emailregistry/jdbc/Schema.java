package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.emailregistry.store.StoreException;

/** Checks and creates the tables, by their version and the versions of the library that may use them. */
final class Schema {
    /** The version of the tables that this library was written for. */
    static final int VERSION = 1;

    static final List<String> SCRIPTS = List.of("V1__email_registry.sql");

    private final Database database;

    Schema(Database database) {
        this.database = database;
    }

    /**
     * The version of the existing tables.
     *
     * @param version 0 if there are no tables
     * @param minLibrary the least {@link #VERSION} that may use them
     */
    private record Found(int version, int minLibrary) {}

    /** Throws if tables are missing, or need a later version of this library. */
    void require() {
        Found found = find();
        if (found.minLibrary() > VERSION) {
            throw new StoreException(
                    StoreException.Kind.SCHEMA_TOO_NEW,
                    "The tables require a library that supports table version " + found.minLibrary()
                            + " or later; this library supports version " + VERSION + ". Update the library.",
                    null);
        }
        if (found.version() < VERSION) {
            throw new StoreException(
                    StoreException.Kind.SCHEMA_MISSING,
                    "The tables are missing or outdated: found table version " + found.version() + ", required "
                            + VERSION + ". Run the schema scripts or JdbcRegistryStore.createSchema().",
                    null);
        }
    }

    /** Creates missing tables. Several nodes may do so at the same time, and all succeed. */
    void create() {
        int failures = 0;
        while (find().version() < VERSION) {
            try {
                runScripts();
            } catch (StoreException e) {
                // Nodes that create the same table disturb each other, but one of them always succeeds.
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
