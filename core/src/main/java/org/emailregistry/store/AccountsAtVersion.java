package org.emailregistry.store;

import java.util.List;
import java.util.Optional;

/**
 * Account rows and the catalog version, read in one snapshot.
 *
 * @param accounts the account rows
 * @param next the request for the next page; empty on the last page
 * @param version the version of the catalog at the same instant
 */
public record AccountsAtVersion(List<AccountRow> accounts, Optional<PageRequest> next, CatalogVersion version) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if the list is null or contains null
     */
    public AccountsAtVersion {
        accounts = List.copyOf(accounts);
    }
}
