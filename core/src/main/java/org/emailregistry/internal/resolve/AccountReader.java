package org.emailregistry.internal.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.emailregistry.UnknownAccountException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.internal.Attempts;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.store.AccountAtVersion;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;

/**
 * Reads accounts together with the catalog of the same instant, in one statement while the cached catalog is current.
 */
public final class AccountReader {
    private final RegistryStore store;
    private final CatalogCache cache;

    public AccountReader(RegistryStore store, CatalogCache cache) {
        this.store = store;
        this.cache = cache;
    }

    public Optional<Located> find(AccountId id) {
        return consistent(() -> store.account(id), AccountAtVersion::version)
                .map(read -> new Located(read.value().account(), read.snapshot()));
    }

    public Located get(AccountId id) {
        return find(id).orElseThrow(() -> new UnknownAccountException(id));
    }

    /** Returns the accounts that exist, in no particular order. */
    public List<Located> find(Collection<AccountId> ids) {
        List<AccountId> distinct = ids.stream().distinct().toList();
        List<Located> all = new ArrayList<>(distinct.size());
        for (int from = 0; from < distinct.size(); from += RegistryStore.MAXIMUM_IDS) {
            List<AccountId> some = distinct.subList(from, Math.min(distinct.size(), from + RegistryStore.MAXIMUM_IDS));
            addAll(all, () -> store.accounts(some));
        }
        return all;
    }

    /** Returns all accounts of a user. */
    public List<Located> of(UserId user) {
        List<Located> all = new ArrayList<>();
        Optional<PageRequest> wanted = Optional.of(PageRequest.first(PageRequest.MAXIMUM_LIMIT));
        while (wanted.isPresent()) {
            PageRequest page = wanted.get();
            wanted = addAll(all, () -> store.accounts(new AccountQuery.OfUser(user), page));
        }
        return all;
    }

    /** A page of accounts. */
    public record Listed(List<Located> accounts, Optional<PageRequest> next) {}

    public Listed page(AccountQuery query, PageRequest page) {
        List<Located> all = new ArrayList<>();
        Optional<PageRequest> next = addAll(all, () -> store.accounts(query, page));
        return new Listed(all, next);
    }

    private Optional<PageRequest> addAll(List<Located> all, Supplier<AccountsAtVersion> reading) {
        return consistent(() -> Optional.of(reading.get()), AccountsAtVersion::version)
                .flatMap(read -> {
                    read.value().accounts().forEach(row -> all.add(new Located(row, read.snapshot())));
                    return read.value().next();
                });
    }

    private record AtSnapshot<T>(T value, Snapshot snapshot) {}

    /** Repeats the reading until the cache holds the catalog of the version that was read. */
    private <T> Optional<AtSnapshot<T>> consistent(Supplier<Optional<T>> reading, Function<T, CatalogVersion> version) {
        for (var attempts = Attempts.atCatalog(); ; attempts.again()) {
            Optional<T> value = reading.get();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            CatalogVersion at = version.apply(value.get());
            Snapshot snapshot = cache.at(at);
            if (snapshot.version().equals(at)) {
                return Optional.of(new AtSnapshot<>(value.get(), snapshot));
            }
        }
    }
}
