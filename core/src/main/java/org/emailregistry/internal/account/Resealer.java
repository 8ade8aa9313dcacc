package org.emailregistry.internal.account;

import java.util.Optional;
import org.emailregistry.AccountEvent;
import org.emailregistry.account.CipherException;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.JobPage;
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

    public JobPage reseal(PageRequest wanted) {
        return new Job(reader, this::reseal).run(reader.page(new AccountQuery.All(), wanted));
    }

    private Job.Result reseal(Located located) {
        AccountRow row = located.row();
        if (row.credentials().isEmpty()) {
            return Job.Result.NOT_NEEDED;
        }
        SealedCredentials old = row.credentials().get();
        Destinations home = located.home().orElse(Vault.home(old));
        Vault.Binding binding = Vault.Binding.of(row);
        SealedCredentials sealed = vault.reseal(binding, old, binding, home);
        if (sealed.secret().keyId().equals(old.secret().keyId()) && home.equals(Vault.home(old))) {
            return Job.Result.NOT_NEEDED;
        }
        AccountRow next = rows.resealed(row, sealed);
        if (!store.replace(row, next)) {
            return Job.Result.CHANGED_CONCURRENTLY;
        }
        events.tell(next, AccountEvent.Kind.SEALED_ANEW);
        return Job.Result.DONE;
    }

    /**
     * Returns the credentials of an account, sealed for the present destinations of its service if these have changed
     * since, so that they no longer depend on confirmed former ones.
     */
    Optional<SealedCredentials> forPresentDestinations(Located located) {
        AccountRow row = located.row();
        Optional<Destinations> home = located.home();
        if (home.isEmpty() || home.get().equals(Vault.home(row.credentials().orElseThrow()))) {
            return row.credentials();
        }
        try {
            Vault.Binding binding = Vault.Binding.of(row);
            return Optional.of(vault.reseal(binding, row.credentials().get(), binding, home.get()));
        } catch (CipherException e) {
            LOG.warn("Could not reseal the credentials of account {}: {}", row.id(), e.getMessage());
            return row.credentials();
        }
    }
}
