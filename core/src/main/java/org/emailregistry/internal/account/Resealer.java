package org.emailregistry.internal.account;

import java.util.ArrayList;
import java.util.List;
import org.emailregistry.AccountEvent;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals stored credentials again, page by page: with the newest key, and for the present destinations of their service.
 * Resealed credentials no longer depend on the former destinations in the definition of the service.
 */
public record Resealer(RegistryStore store, AccountReader reader, Vault vault, AccountRows rows, AccountEvents events) {
    private static final Logger LOG = LoggerFactory.getLogger(Resealer.class);

    public void requireCipher() {
        if (!vault.hasCipher()) {
            throw new IllegalStateException("Resealing requires a cipher; the registry was built without a cipher");
        }
    }

    public Page<AccountId> reseal(PageRequest wanted) {
        List<AccountId> resealed = new ArrayList<>();
        AccountReader.Listed page = reader.page(new AccountQuery.All(), wanted);
        for (Located located : page.accounts()) {
            if (reseal(located)) {
                resealed.add(located.row().id());
            }
        }
        return new Page<>(resealed, page.next());
    }

    /**
     * Seals the credentials of one account again; returns false if nothing was written. Credentials that cannot be
     * opened, and accounts that change concurrently, stay as they are.
     */
    private boolean reseal(Located located) {
        AccountRow row = located.row();
        if (row.credentials().isEmpty()) {
            return false;
        }
        SealedCredentials old = row.credentials().get();
        Destinations home = located.home().orElse(Vault.home(old));
        try {
            Vault.Binding binding = Vault.Binding.of(row);
            SealedCredentials sealed = vault.reseal(binding, old, binding, home);
            boolean same = sealed.secret().keyId().equals(old.secret().keyId()) && home.equals(Vault.home(old));
            AccountRow next = rows.resealed(row, sealed);
            if (same || !store.replace(row, next)) {
                return false;
            }
            events.tell(next, AccountEvent.Kind.SEALED_ANEW);
            return true;
        } catch (CipherException e) {
            LOG.warn("Could not reseal the credentials of account {}: {}", row.id(), e.getMessage());
            return false;
        }
    }
}
