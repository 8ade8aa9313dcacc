package org.emailregistry.store;

/**
 * An account row and the catalog version, read in one snapshot.
 *
 * @param account the account row
 * @param version the version of the catalog at the same instant
 */
public record AccountAtVersion(AccountRow account, CatalogVersion version) {}
