package org.emailregistry.store;

import java.util.Collection;
import java.util.Map;

/**
 * Reads the catalog versions of several tenants at once. Thread-safe. Two readers are equal if either of them can read
 * the tenants of both.
 */
@FunctionalInterface
public interface VersionReader {
    /**
     * Returns the catalog versions by tenant. Tenants without stored data are omitted.
     *
     * @param tenants at most {@link RegistryStore#MAXIMUM_IDS} names, as returned by {@link RegistryStore#tenant}
     * @throws StoreException if the store fails or cannot be reached
     */
    Map<String, CatalogVersion> versions(Collection<String> tenants);
}
