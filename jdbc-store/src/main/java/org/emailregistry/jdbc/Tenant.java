package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.StoreException;

/** The row of a tenant, and the number by which all other tables refer to it. Thread-safe. */
final class Tenant {
    private static final long UNKNOWN = -1;

    private final Database database;
    private final Schema schema;
    private final String name;
    private volatile long id = UNKNOWN;

    Tenant(Database database, Schema schema, String name) {
        this.database = database;
        this.schema = schema;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Whether the text is the tenant's number; false as long as the number is unknown. */
    boolean hasNumber(String number) {
        return number.equals(Long.toString(id));
    }

    /** Returns the number. The first node that needs it inserts the row, and the database chooses the number. */
    long id() {
        long known = id;
        if (known != UNKNOWN) {
            return known;
        }
        schema.require();
        long found = find().orElseGet(this::insert);
        id = found;
        return found;
    }

    /** Forgets the number, and returns the exception for a row that is missing because the database was replaced. */
    StoreException gone() {
        id = UNKNOWN;
        return new StoreException(
                StoreException.Kind.UNAVAILABLE,
                "The tenant \"" + name
                        + "\" is no longer in the database. The next call creates it anew, without data.",
                null);
    }

    /**
     * Reads a version. If the tables have come to require a later library, forgets the number, so that no later call
     * uses them, and throws.
     */
    CatalogVersion version(Row row) throws SQLException {
        try {
            schema.require(row);
        } catch (StoreException e) {
            id = UNKNOWN;
            throw e;
        }
        return Catalogs.version(row);
    }

    private Optional<Long> find() {
        return database.read(session -> session.query(
                "SELECT id FROM email_registry_tenant WHERE name = ?",
                parameters -> parameters.key(name),
                row -> row.next() ? Optional.of(row.number("id")) : Optional.empty()));
    }

    private long insert() {
        database.write(
                session -> session.insert(
                        "INSERT INTO email_registry_tenant (name, revision, commit_id, changed_at, manual_allowed,"
                                + " manual_revision, purged_through) VALUES (?, 0, ?, 0, 1, 0, 0)",
                        List.of(name),
                        (parameters, tenant) -> parameters.key(tenant).key("")),
                session -> Optional.of(true));
        return find().orElseThrow(this::gone);
    }
}
