package org.emailregistry.store;

import java.util.Collection;
import java.util.Map;

/**
 * Reads the versions of the catalogs of several tenants at once. Equal to another one if either can be asked for the tenants of
 * both. Thread-safe.
 */
@FunctionalInterface
public interface VersionReader {
    /**
     * The versions, by tenant. Tenants of whom nothing is kept yet are left out.
     *
     * @param tenants at most {@link RegistryStore#MAXIMUM_IDS}, each as {@link RegistryStore#tenant} has it
     */
    Map<String, CatalogVersion> versions(Collection<String> tenants);
}
