package org.emailregistry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.Page;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;

/** Seals credentials with the newest key, page by page. */
record Resealer(RegistryStore store, Vault vault, AccountRows rows) {

    Page<AccountId> reseal(Optional<String> cursor, int limit) {
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        if (!vault.hasCipher()) {
            throw new IllegalStateException("The registry was built without a cipher");
        }
        AccountsAtVersion page = store.accounts(new AccountQuery.All(), cursor, limit);
        List<AccountId> resealed = new ArrayList<>();
        for (AccountRow row : page.accounts()) {
            if (row.credentials().isPresent() && reseal(row, row.credentials().get())) {
                resealed.add(row.id());
            }
        }
        return new Page<>(resealed, page.next());
    }

    /** One that somebody else changes meanwhile is sealed with the newest key by that change. */
    private boolean reseal(AccountRow row, SealedCredentials old) {
        SealedCredentials sealed = vault.reseal(row.id(), old);
        return !sealed.secret().keyId().equals(old.secret().keyId()) && store.replace(row, rows.resealed(row, sealed));
    }
}
