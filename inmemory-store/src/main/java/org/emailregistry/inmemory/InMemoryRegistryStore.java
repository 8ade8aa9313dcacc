package org.emailregistry.inmemory;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
import org.emailregistry.store.NoteRow;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory. Registries that share one instance work on the same data, like nodes on one database. The data is
 * lost when the process ends, so no cipher is required. Thread-safe: one lock guards all data.
 *
 * <pre>{@code
 * var registry = EmailServiceRegistry.builder(new InMemoryRegistryStore()).build();
 * }</pre>
 */
public final class InMemoryRegistryStore implements RegistryStore {
    /** Separates the parts of a key: ids and addresses contain no control characters. */
    private static final char END = '\0';

    private static final Comparator<String> AS_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final Map<Object, Runnable> pushes = new ConcurrentHashMap<>();

    private CatalogVersion version = CatalogVersion.EMPTY;
    private Instant changedAt = Instant.EPOCH;
    private ManualEntryRow manualEntry = ManualEntryRow.INITIAL;
    private final Map<ServiceId, ServiceRow> services = new LinkedHashMap<>();
    private final Map<DoorId, Door> doors = new HashMap<>();

    private final NavigableMap<Long, List<Change>> history = new TreeMap<>();
    private final Map<String, CatalogVersion> operations = new HashMap<>();
    private long purgedThrough;

    private final NavigableMap<String, AccountRow> byId = new TreeMap<>(AS_BYTES);
    private final NavigableMap<String, AccountRow> byAddress = new TreeMap<>(AS_BYTES);
    private final Map<DoorId, NavigableMap<String, AccountRow>> byDoor = new HashMap<>();
    private final Map<FailingKey, HealthRow> health = new HashMap<>();

    private final Map<NoteKey, NoteRow> notes = new HashMap<>();

    /** The key of a note. */
    private record NoteKey(DoorId door, String name) {}

    /** The key of a count of failing accounts. */
    private record FailingKey(DoorId door, String outcome) {}

    /** Creates an empty store. */
    public InMemoryRegistryStore() {}

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
        if (result == CommitResult.COMMITTED) {
            push();
        }
        return result;
    }

    private synchronized CommitResult tryCommit(CatalogCommit commit) {
        if (!version.equals(commit.expected()) || operations.containsKey(commit.operation())) {
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
        if (isConnected(account)) {
            return InsertResult.ALREADY_CONNECTED;
        }
        if (ofOwner(account.owner().value()).size() >= ownerLimit) {
            return InsertResult.OWNER_LIMIT;
        }
        count(Optional.empty(), Optional.of(account));
        enter(account);
        return InsertResult.INSERTED;
    }

    @Override
    public synchronized List<InsertResult> insertAll(List<AccountRow> accounts) {
        requireAtMost(accounts.size(), MAXIMUM_PAGE);
        return accounts.stream().map(this::adopt).toList();
    }

    private InsertResult adopt(AccountRow account) {
        Optional<ServiceRow> corporate = account.service()
                .map(services::get)
                .filter(row -> row.definition().isPresent());
        if (corporate.isPresent() && corporate.get().removedAt().isPresent()) {
            return InsertResult.DOOR_CLOSED_OR_MOVED;
        }
        if (isConnected(account)) {
            return InsertResult.ALREADY_CONNECTED;
        }
        count(Optional.empty(), Optional.of(account));
        enter(account);
        return InsertResult.INSERTED;
    }

    private boolean isConnected(AccountRow account) {
        return byId.containsKey(account.id().value()) || byAddress.containsKey(addressKey(account));
    }

    @Override
    public boolean replace(AccountRow seen, AccountRow next) {
        synchronized (this) {
            if (!isCurrent(seen)) {
                return false;
            }
            count(Optional.of(seen), Optional.of(next));
            put(next);
        }
        push();
        return true;
    }

    @Override
    public InsertResult move(AccountRow seen, AccountRow next, long serviceRevision) {
        synchronized (this) {
            Door door = door(next.door());
            if (!door.open() || door.serviceRevision() != serviceRevision) {
                return InsertResult.DOOR_CLOSED_OR_MOVED;
            }
            if (!isCurrent(seen)) {
                return InsertResult.ALREADY_CONNECTED;
            }
            count(Optional.of(seen), Optional.of(next));
            leave(seen);
            enter(next);
        }
        push();
        return InsertResult.INSERTED;
    }

    @Override
    public boolean delete(AccountRow seen) {
        synchronized (this) {
            if (!byId.containsKey(seen.id().value())) {
                return true;
            }
            if (!isCurrent(seen)) {
                return false;
            }
            count(Optional.of(seen), Optional.empty());
            leave(seen);
        }
        push();
        return true;
    }

    private boolean isCurrent(AccountRow seen) {
        AccountRow current = byId.get(seen.id().value());
        return current != null && current.version() == seen.version();
    }

    private void count(Optional<AccountRow> before, Optional<AccountRow> after) {
        Optional<FailingKey> old = before.flatMap(InMemoryRegistryStore::failingKey);
        Optional<FailingKey> now = after.flatMap(InMemoryRegistryStore::failingKey);
        if (old.equals(now)) {
            return;
        }
        old.ifPresent(failingKey -> health.computeIfPresent(
                failingKey,
                (key, row) -> row.failing() == 1
                        ? null
                        : new HealthRow(key.door(), key.outcome(), row.failing() - 1, row.since())));
        now.ifPresent(failingKey -> {
            Instant since =
                    after.flatMap(AccountRow::loginFailures).orElseThrow().since();
            health.merge(
                    failingKey,
                    new HealthRow(failingKey.door(), failingKey.outcome(), 1, since),
                    (row, one) -> new HealthRow(row.door(), row.outcome(), row.failing() + 1, row.since()));
        });
    }

    private static Optional<FailingKey> failingKey(AccountRow account) {
        return account.loginFailures().map(failures -> new FailingKey(account.door(), failures.outcome()));
    }

    @Override
    public synchronized List<HealthRow> health() {
        return List.copyOf(health.values());
    }

    private void enter(AccountRow account) {
        Door door = door(account.door());
        doors.put(
                account.door(),
                new Door(door.serviceRevision(), door.open(), door.accounts() + 1, door.arrivals() + 1));
        put(account);
    }

    private void put(AccountRow account) {
        byId.put(account.id().value(), account);
        byAddress.put(addressKey(account), account);
        byDoor.computeIfAbsent(account.door(), id -> new TreeMap<>(AS_BYTES)).put(ownerKey(account), account);
    }

    private void leave(AccountRow account) {
        Door door = door(account.door());
        doors.put(account.door(), new Door(door.serviceRevision(), door.open(), door.accounts() - 1, door.arrivals()));
        byId.remove(account.id().value());
        byAddress.remove(addressKey(account));
        byDoor.getOrDefault(account.door(), new TreeMap<>(AS_BYTES)).remove(ownerKey(account));
    }

    private static String addressKey(AccountRow account) {
        return account.owner().value() + END + account.address();
    }

    private static String ownerKey(AccountRow account) {
        return account.owner().value() + END + account.id().value();
    }

    private NavigableMap<String, AccountRow> ofOwner(String owner) {
        return byAddress.subMap(owner + END, true, behind(owner), false);
    }

    /** Returns a text greater than every key of this owner, and less than every key of a greater owner. */
    private static String behind(String owner) {
        return owner + (char) (END + 1);
    }

    @Override
    public synchronized Optional<AccountAtVersion> account(AccountId id) {
        return Optional.ofNullable(byId.get(id.value())).map(account -> new AccountAtVersion(account, version));
    }

    @Override
    public synchronized AccountsAtVersion accounts(Collection<AccountId> ids) {
        requireAtMost(ids.size(), MAXIMUM_IDS);
        List<AccountRow> found = new ArrayList<>();
        for (AccountId id : ids) {
            AccountRow account = byId.get(id.value());
            if (account != null) {
                found.add(account);
            }
        }
        return new AccountsAtVersion(found, Optional.empty(), version);
    }

    @Override
    public synchronized AccountsAtVersion accounts(AccountQuery query, PageRequest request) {
        NavigableMap<String, AccountRow> wanted = wanted(query);
        if (request.cursor().isPresent()) {
            wanted = wanted.tailMap(decode(request.cursor().get()), false);
        }
        List<AccountRow> page = new ArrayList<>();
        @Nullable String lastKey = null;
        for (Map.Entry<String, AccountRow> entry : wanted.entrySet()) {
            if (page.size() == request.limit()) {
                return new AccountsAtVersion(page, Optional.of(after(requireNonNull(lastKey), request)), version);
            }
            page.add(entry.getValue());
            lastKey = entry.getKey();
        }
        return new AccountsAtVersion(page, Optional.empty(), version);
    }

    @Override
    public synchronized Page<UserId> users(ServiceId service, PageRequest request) {
        NavigableMap<String, AccountRow> wanted = wanted(new AccountQuery.OfService(service));
        if (request.cursor().isPresent()) {
            wanted = wanted.tailMap(behind(decode(request.cursor().get())), true);
        }
        List<UserId> page = new ArrayList<>();
        while (page.size() < request.limit() && !wanted.isEmpty()) {
            UserId owner = wanted.firstEntry().getValue().owner();
            page.add(owner);
            wanted = wanted.tailMap(behind(owner.value()), true);
        }
        return new Page<>(
                page,
                wanted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(after(page.get(page.size() - 1).value(), request)));
    }

    private static PageRequest after(String key, PageRequest request) {
        return PageRequest.after(encode(key), request.limit());
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        if (cursor.isEmpty()) {
            throw new IllegalArgumentException("cursor: must come from a page of the same query");
        }
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    private NavigableMap<String, AccountRow> wanted(AccountQuery query) {
        if (query instanceof AccountQuery.OfService ofService) {
            return byDoor.getOrDefault(DoorId.of(ofService.service()), new TreeMap<>(AS_BYTES));
        }
        if (query instanceof AccountQuery.OfUser ofUser) {
            return ofOwner(ofUser.owner().value());
        }
        return query instanceof AccountQuery.Manual
                ? byDoor.getOrDefault(DoorId.MANUAL, new TreeMap<>(AS_BYTES))
                : byId;
    }

    @Override
    public synchronized List<AccountId> failing(
            DoorId door, Collection<String> outcomes, Instant from, Instant to, int limit) {
        record Failing(Instant since, String id) {}
        return byDoor.getOrDefault(door, new TreeMap<>(AS_BYTES)).values().stream()
                .flatMap(account -> account.loginFailures().stream()
                        .filter(failures -> outcomes.contains(failures.outcome())
                                && !failures.since().isBefore(from)
                                && !failures.since().isAfter(to))
                        .map(failures ->
                                new Failing(failures.since(), account.id().value())))
                .sorted(Comparator.comparing(Failing::since).thenComparing(Failing::id, AS_BYTES))
                .limit(limit)
                .map(found -> new AccountId(found.id()))
                .toList();
    }

    @Override
    public synchronized boolean addNote(NoteRow note) {
        return notes.putIfAbsent(new NoteKey(note.door(), note.name()), note) == null;
    }

    @Override
    public synchronized boolean removeNote(DoorId door, String name) {
        return notes.remove(new NoteKey(door, name)) != null;
    }

    @Override
    public synchronized List<NoteRow> notes() {
        return List.copyOf(notes.values());
    }

    @Override
    public synchronized ChangePage changes(long afterRevision, int limit) {
        List<Change> page = new ArrayList<>();
        long next = afterRevision;
        for (Map.Entry<Long, List<Change>> revision :
                history.tailMap(afterRevision, false).entrySet()) {
            if (page.size() >= limit) {
                break;
            }
            page.addAll(revision.getValue());
            next = revision.getKey();
        }
        return new ChangePage(page, next, afterRevision < purgedThrough);
    }

    @Override
    public synchronized PurgeResult purge(Instant before, int limit) {
        long changes = purgeHistory(before, limit);
        long credentials = purgeCredentials(before, limit);
        long removed = purgeRemoved(before, limit);
        boolean more = changes >= limit || credentials >= limit || removed >= limit;
        return new PurgeResult(changes, credentials, removed, List.of(), more);
    }

    private long purgeHistory(Instant before, int limit) {
        long purged = 0;
        Iterator<List<Change>> revisions = history.values().iterator();
        while (purged < limit && revisions.hasNext()) {
            List<Change> changes = revisions.next();
            if (!changes.get(0).instant().isBefore(before)) {
                break;
            }
            purged += changes.size();
            purgedThrough = changes.get(0).revision();
            revisions.remove();
        }
        operations.values().removeIf(done -> done.revision() <= purgedThrough);
        return purged;
    }

    private long purgeCredentials(Instant before, int limit) {
        List<AccountRow> stripped = removedBefore(before).stream()
                .flatMap(id -> wanted(new AccountQuery.OfService(id)).values().stream())
                .filter(account -> account.credentials().isPresent())
                .limit(limit)
                .toList();
        stripped.forEach(account -> put(account.withoutCredentials()));
        return stripped.size();
    }

    private long purgeRemoved(Instant before, int limit) {
        Set<ServiceId> gone = new HashSet<>();
        for (ServiceId id : removedBefore(before)) {
            if (gone.size() < limit && door(DoorId.of(id)).accounts() == 0) {
                gone.add(id);
            }
        }
        gone.forEach(id -> {
            services.remove(id);
            doors.remove(DoorId.of(id));
            byDoor.remove(DoorId.of(id));
            notes.keySet().removeIf(key -> key.door().equals(DoorId.of(id)));
        });
        return gone.size();
    }

    private List<ServiceId> removedBefore(Instant before) {
        return services.values().stream()
                .filter(row -> row.removedAt().filter(at -> at.isBefore(before)).isPresent())
                .map(ServiceRow::id)
                .toList();
    }

    @Override
    public synchronized long eraseActor(String actor, int limit) {
        long erased = 0;
        for (Map.Entry<Long, List<Change>> revision : history.entrySet()) {
            List<Change> changes = new ArrayList<>();
            for (Change change : revision.getValue()) {
                boolean erase = erased < limit && change.actor().equals(actor);
                changes.add(erase ? change.withoutActor() : change);
                erased += erase ? 1 : 0;
            }
            revision.setValue(List.copyOf(changes));
        }
        return erased;
    }

    @Override
    public Optional<Subscription> onPush(Runnable pollNow) {
        requireNonNull(pollNow, "pollNow");
        Object subscription = new Object();
        pushes.put(subscription, pollNow);
        return Optional.of(() -> pushes.remove(subscription));
    }

    private void push() {
        pushes.values().forEach(Runnable::run);
    }

    private static void requireAtMost(int asked, int maximum) {
        if (asked > maximum) {
            throw new IllegalArgumentException("rows or ids per call: must be at most " + maximum + ", got " + asked);
        }
    }

    @Override
    public String tenant() {
        return "default";
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public void close() {}
}
