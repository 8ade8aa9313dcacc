package org.emailregistry.store;

/**
 * An account and the version of the catalog, read at one instant.
 *
 * @param account the account
 * @param version the version of the catalog
 */
public record AccountAtVersion(AccountRow account, CatalogVersion version) {}
