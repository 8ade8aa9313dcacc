package org.emailregistry.store;

import java.util.List;
import java.util.Optional;

/**
 * Accounts and the version of the catalog, read at one instant.
 *
 * @param accounts the accounts
 * @param next where the next page begins, if there is one
 * @param version the version of the catalog
 */
public record AccountsAtVersion(List<AccountRow> accounts, Optional<String> next, CatalogVersion version) {
    /** Copies the list. */
    public AccountsAtVersion {
        accounts = List.copyOf(accounts);
    }
}
