package org.emailregistry.jakartamail;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountAtVersion;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.ChangePage;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.Subscription;

/** As much of a store as a few accounts of one test need: no limits, no paging, no purging. */
final class ShelfStore implements RegistryStore {
    private CatalogVersion version = CatalogVersion.EMPTY;
    private Instant changedAt = Instant.EPOCH;
    private ManualEntryRow manualEntry = ManualEntryRow.INITIAL;
    private final Map<ServiceId, ServiceRow> services = new LinkedHashMap<>();
    private final Map<DoorId, Door> doors = new HashMap<>();
    private final Map<AccountId, AccountRow> accounts = new LinkedHashMap<>();
    private final TreeMap<Long, List<Change>> history = new TreeMap<>();
    private final Map<String, CatalogVersion> operations = new HashMap<>();
    private final List<Runnable> pushes = new CopyOnWriteArrayList<>();

    @Override
    public synchronized CatalogState catalog() {
        return new CatalogState(version, changedAt, List.copyOf(services.values()), manualEntry);
    }

    @Override
    public synchronized CatalogVersion version() {
        return version;
    }

    @Override
    public CommitResult commit(CatalogCommit commit) {
        CommitResult result = tryCommit(commit);
        pushes.forEach(Runnable::run);
        return result;
    }

    private synchronized CommitResult tryCommit(CatalogCommit commit) {
        if (!version.equals(commit.expected())) {
            return CommitResult.CATALOG_MOVED;
        }
        for (DoorDecision decision : commit.doors()) {
            OptionalLong expected = decision.expectedArrivals();
            if (expected.isPresent()
                    && expected.getAsLong() != door(decision.door()).arrivals()) {
                return CommitResult.DOOR_MOVED;
            }
        }
        version = commit.next();
        changedAt = commit.instant();
        commit.services().forEach(row -> services.put(row.id(), row));
        commit.manualEntry().ifPresent(row -> manualEntry = row);
        for (DoorDecision decision : commit.doors()) {
            Door door = door(decision.door());
            doors.put(
                    decision.door(),
                    new Door(decision.serviceRevision(), decision.open(), door.accounts(), door.arrivals()));
        }
        history.put(version.revision(), commit.changes());
        operations.put(commit.operation(), version);
        return CommitResult.COMMITTED;
    }

    @Override
    public synchronized Optional<CatalogVersion> committed(String operation) {
        return Optional.ofNullable(operations.get(operation));
    }

    @Override
    public synchronized Door door(DoorId id) {
        return doors.getOrDefault(id, Door.INITIAL);
    }

    @Override
    public synchronized InsertResult insert(AccountRow account, long serviceRevision, int ownerLimit) {
        Door door = door(account.door());
        if (!door.open() || door.serviceRevision() != serviceRevision) {
            return InsertResult.DOOR_CLOSED_OR_MOVED;
        }
        doors.put(account.door(), new Door(door.serviceRevision(), true, door.accounts() + 1, door.arrivals() + 1));
        return accounts.putIfAbsent(account.id(), account) == null
                ? InsertResult.INSERTED
                : InsertResult.ALREADY_CONNECTED;
    }

    @Override
    public List<InsertResult> insertAll(List<AccountRow> rows) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean replace(AccountRow seen, AccountRow next) {
        synchronized (this) {
            accounts.put(next.id(), next);
        }
        pushes.forEach(Runnable::run);
        return true;
    }

    @Override
    public InsertResult move(AccountRow seen, AccountRow next, long serviceRevision) {
        InsertResult result;
        synchronized (this) {
            accounts.remove(seen.id());
            result = insert(next, serviceRevision, Integer.MAX_VALUE);
        }
        pushes.forEach(Runnable::run);
        return result;
    }

    @Override
    public boolean delete(AccountRow seen) {
        synchronized (this) {
            accounts.remove(seen.id());
        }
        pushes.forEach(Runnable::run);
        return true;
    }

    @Override
    public synchronized Optional<AccountAtVersion> account(AccountId id) {
        return Optional.ofNullable(accounts.get(id)).map(row -> new AccountAtVersion(row, version));
    }

    @Override
    public synchronized AccountsAtVersion accounts(Collection<AccountId> ids) {
        return page(
                accounts.values().stream().filter(row -> ids.contains(row.id())).toList());
    }

    @Override
    public synchronized AccountsAtVersion accounts(AccountQuery query, PageRequest page) {
        return page(List.copyOf(accounts.values()));
    }

    private AccountsAtVersion page(List<AccountRow> rows) {
        return new AccountsAtVersion(rows, Optional.empty(), version);
    }

    @Override
    public Page<UserId> users(ServiceId service, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<HealthRow> health() {
        return List.of();
    }

    @Override
    public synchronized ChangePage changes(long afterRevision, int limit) {
        List<Change> later = history.tailMap(afterRevision, false).values().stream()
                .flatMap(List::stream)
                .toList();
        return new ChangePage(later, version.revision(), false);
    }

    @Override
    public PurgeResult purge(Instant before, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long eraseActor(String actor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Subscription> onPush(Runnable pollNow) {
        pushes.add(pollNow);
        return Optional.of(() -> pushes.remove(pollNow));
    }

    @Override
    public String tenant() {
        return "test";
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public void close() {}
}
