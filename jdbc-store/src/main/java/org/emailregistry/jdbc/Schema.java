package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.emailregistry.store.StoreException;

/**
 * Checks and creates the tables, by their version and the versions of the library that may use them.
 *
 * @param scripts the scripts that make the tables of this library, one per version
 */
record Schema(Database database, List<String> scripts) {
    /** The version of the tables that this library was written for. */
    static final int VERSION = 1;

    /** The paths of the scripts from this package; {@code %s} is the folder of the dialect. */
    static final List<String> SCRIPTS = List.of("%s/V1__email_registry.sql");

    /**
     * The column from which a running node learns, with each version of a catalog that it reads, that the tables have
     * come to require a later library.
     */
    static final String MIN_LIBRARY = "(SELECT min_library FROM email_registry_schema) AS min_library";

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
        require(found.minLibrary());
        if (found.version() < version()) {
            throw new StoreException(
                    StoreException.Kind.SCHEMA_MISSING,
                    "The tables are missing or outdated: found table version " + found.version() + ", required "
                            + version() + ". Run the schema scripts or JdbcRegistryStore.createSchema().",
                    null);
        }
    }

    /** Throws if the tables need a later version of this library than itself. */
    void require(Row row) throws SQLException {
        require((int) row.number("min_library"));
    }

    private void require(int minLibrary) {
        if (minLibrary > version()) {
            throw new StoreException(
                    StoreException.Kind.SCHEMA_TOO_NEW,
                    "The tables require a library that supports table version " + minLibrary
                            + " or later; this library supports version " + version() + ". Update the library.",
                    null);
        }
    }

    /** The version of the tables that the scripts make. */
    private int version() {
        return scripts.size();
    }

    /** Creates missing tables. Several nodes may do so at the same time, and all succeed. */
    void create() {
        int failures = 0;
        while (find().version() < version()) {
            try {
                runScripts();
            } catch (StoreException e) {
                // Nodes that create the same table disturb each other, but one of them always succeeds.
                if (++failures == scripts.size() * 10) {
                    throw e;
                }
            }
        }
        require();
    }

    private void runScripts() {
        for (String script : scripts.subList(find().version(), version())) {
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
        String path = script.formatted(database.dialect().scripts());
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
