package org.emailregistry.jdbc;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.VersionReader;

/**
 * Reads the versions of tenants with one statement.
 *
 * @param schema the tables of the tenants
 */
record Versions(Schema schema) implements VersionReader {
    @Override
    public Map<String, CatalogVersion> versions(Collection<String> tenants) {
        var names = new KeyList(tenants.stream());
        return schema.database()
                .read(session -> session.query(
                        "SELECT t.name, " + Catalogs.VERSION + " FROM email_registry_tenant t WHERE "
                                + names.in("t.name"),
                        names::bind,
                        row -> {
                            Map<String, CatalogVersion> versions = new HashMap<>();
                            while (row.next()) {
                                schema.require(row);
                                versions.put(row.key("name"), Catalogs.version(row));
                            }
                            return versions;
                        }));
    }
}
