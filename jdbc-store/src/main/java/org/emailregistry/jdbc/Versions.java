package org.emailregistry.jdbc;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.VersionReader;

/**
 * Reads the versions of tenants with one statement.
 *
 * @param database the database of the tenants
 */
record Versions(Database database) implements VersionReader {
    @Override
    public Map<String, CatalogVersion> versions(Collection<String> tenants) {
        var names = new KeyList(tenants.stream());
        return database.read(session -> session.query(
                "SELECT name, revision, commit_id FROM email_registry_tenant WHERE " + names.in("name"),
                names::bind,
                row -> {
                    Map<String, CatalogVersion> versions = new HashMap<>();
                    while (row.next()) {
                        versions.put(row.key("name"), Catalogs.version(row));
                    }
                    return versions;
                }));
    }
}
