package org.emailregistry.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;

/**
 * Stores the catalog and the accounts of one tenant. This is the SPI to implement for a database. Implementations are
 * thread-safe, and several instances, on any number of nodes, may work on one database.
 *
 * <p>A method that writes takes effect completely or not at all; {@link #insertAll}, {@link #purge} and
 * {@link #eraseActor} are sequences of such steps. A method that reads sees every write that completed, on any node,
 * before the read began.
 *
 * <p>Each service has a {@link Door}, and so does manual entry, where users type servers. {@link #insert} and
 * {@link #move} store an account only if its door is open and has the expected service revision. The door counts its
 * accounts and its arrivals: the times that an account entered.
 *
 * <p>A lost race is reported by a return value, so that the registry can read the present data and decide again.
 * Methods throw {@link StoreException} if the store fails or cannot be reached.
 *
 * <p>A store also counts failing accounts, for {@link #health}. The atomic step that inserts, replaces, moves or
 * deletes an account takes the account out of the count of its old door and outcome and adds it to the count of its new
 * door and outcome; a step that leaves door and outcome unchanged writes no count.
 */
public interface RegistryStore extends AutoCloseable {
    /** The maximum number of rows per call of {@link #insertAll}. */
    int MAXIMUM_PAGE = PageRequest.MAXIMUM_LIMIT;

    /** The maximum number of ids per call. */
    int MAXIMUM_IDS = 500;

    /** The number of times that a job tries to change an account that changes concurrently. */
    int JOB_ATTEMPTS = 100;

    /** Returns the whole catalog in one consistent snapshot. */
    CatalogState catalog();

    /** Returns the current version of the catalog. Must be fast, because the registry calls this method often. */
    CatalogVersion version();

    /**
     * Applies a commit completely or not at all. The version of the catalog is compared first, then the arrivals at the
     * doors.
     *
     * @return {@link CommitResult#COMMITTED}, or why nothing was stored
     */
    CommitResult commit(CatalogCommit commit);

    /**
     * Returns the version that the commit of an operation produced; empty if there was no such commit, or the history
     * of that commit was purged.
     */
    Optional<CatalogVersion> committed(String operation);

    /** Returns the state of a door; {@link Door#INITIAL} if the door was never used. */
    Door door(DoorId id);

    /**
     * Inserts an account through its door and counts one more account and one more arrival there. Atomic.
     *
     * @param account the new row
     * @param serviceRevision the service revision of the door as the caller knows it
     * @param ownerLimit the maximum number of accounts of the owner, including this one
     * @return {@link InsertResult#INSERTED}, or why nothing was stored
     */
    InsertResult insert(AccountRow account, long serviceRevision, int ownerLimit);

    /**
     * Inserts accounts migrated from another system, whether or not their doors are open; their doors count them as
     * arrivals. Each account is inserted or refused independently of the others. An account is refused with
     * {@link InsertResult#DOOR_CLOSED_OR_MOVED} if its service was removed, or if it belongs to a corporate service
     * without a door. A missing door of a standard service or of manual entry is created.
     *
     * @param accounts at most {@link #MAXIMUM_PAGE} rows
     * @return one result per account, in the same order
     * @throws IllegalArgumentException if there are more than {@link #MAXIMUM_PAGE} accounts
     */
    List<InsertResult> insertAll(List<AccountRow> accounts);

    /**
     * Replaces the row {@code seen} by {@code next}: the same account at the same door. Atomic.
     *
     * @return true if the row was replaced; false if the stored row has another version or is gone
     */
    boolean replace(AccountRow seen, AccountRow next);

    /**
     * Replaces the row {@code seen} by {@code next}: the same account, which enters again through the same door or
     * through another door. The door of {@code next} counts an arrival. Atomic.
     *
     * @param serviceRevision the service revision of the door of {@code next}, as the caller knows it
     * @return {@link InsertResult#INSERTED}; {@link InsertResult#DOOR_CLOSED_OR_MOVED}; or
     *     {@link InsertResult#ALREADY_CONNECTED} if the stored row has another version or is gone
     */
    InsertResult move(AccountRow seen, AccountRow next, long serviceRevision);

    /**
     * Deletes an account and counts one account fewer at its door. Atomic.
     *
     * @return true if the account is gone, even if an earlier call deleted it; false if the stored row has another
     *     version
     */
    boolean delete(AccountRow seen);

    /** Returns an account and the catalog version, read in one snapshot; empty if there is no such account. */
    Optional<AccountAtVersion> account(AccountId id);

    /**
     * Returns accounts, in no particular order, and the catalog version, read in one snapshot. Ids without an account
     * are omitted.
     *
     * @param ids at most {@link #MAXIMUM_IDS} ids
     * @throws IllegalArgumentException if there are more than {@link #MAXIMUM_IDS} ids
     */
    AccountsAtVersion accounts(Collection<AccountId> ids);

    /**
     * Returns one page of the selected accounts and the catalog version, read in one snapshot.
     *
     * @throws IllegalArgumentException if the cursor does not come from this query
     */
    AccountsAtVersion accounts(AccountQuery query, PageRequest page);

    /**
     * Returns one page of the users who have accounts that refer to a service. Each user is listed once, in the order
     * of the UTF-8 bytes of the user ids. A page can be shorter than the limit although another page follows.
     *
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    Page<UserId> users(ServiceId service, PageRequest page);

    /**
     * Returns the number of failing accounts per door and outcome, in no particular order and without zeros. The store
     * maintains these counts, so the cost does not grow with the number of accounts.
     */
    List<HealthRow> health();

    /**
     * Returns the accounts at a door whose login failures began in a range of time, in the order of that time and then of
     * the ids. The default implementation returns none; the registry then raises no alarms.
     *
     * @param outcomes the outcomes that are looked for, as in {@link LoginFailuresRow#outcome}
     * @param from the earliest {@link LoginFailuresRow#since}, inclusive
     * @param to the latest one, inclusive
     * @param limit the maximum number of accounts, 1 or more
     */
    default List<AccountId> failing(DoorId door, Collection<String> outcomes, Instant from, Instant to, int limit) {
        return List.of();
    }

    /**
     * Stores a note unless the door has one with this name. Of several nodes that do so at the same time, one gets true.
     * The default implementation returns false.
     *
     * @return whether the note was stored
     */
    default boolean addNote(NoteRow note) {
        return false;
    }

    /**
     * Deletes a note. Of several nodes that do so at the same time, one gets true. The default implementation returns
     * false.
     *
     * @return whether there was such a note
     */
    default boolean removeNote(DoorId door, String name) {
        return false;
    }

    /** Returns all notes, in no particular order. The default implementation returns none. */
    default List<NoteRow> notes() {
        return List.of();
    }

    /**
     * Returns the history after a revision, oldest entry first.
     *
     * @param afterRevision the revision to begin after; 0 for the whole history
     * @param limit the maximum number of entries; exceeded to complete the last revision
     */
    ChangePage changes(long afterRevision, int limit);

    /**
     * Deletes three kinds of old data: history entries made before an instant, the credentials of accounts whose
     * service was removed before that instant, and services removed before that instant to which no account refers, with
     * their notes.
     * Works in small atomic steps and can be repeated.
     *
     * <p>A step deletes credentials only if it also finds, in the same atomic step, that the service is removed and was
     * removed before the instant: a commit that stores the service without its removal and decides its door, as a
     * registry's commits do, keeps all credentials that no earlier step deleted. A purge passes over no account; if an
     * account changes concurrently, the step is repeated with the account as it is then.
     *
     * @param before the instant, exclusive
     * @param limit the maximum number of deletions per kind; exceeded to complete a revision of the history
     * @return the number of deletions of each kind, and what is left
     */
    PurgeResult purge(Instant before, int limit);

    /**
     * Returns the number of accounts per {@link org.emailregistry.account.Sealed#keyId} of their credentials. The
     * default implementation reads all accounts in pages.
     */
    default Map<String, Long> credentialKeys() {
        Map<String, Long> keys = new HashMap<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(MAXIMUM_PAGE));
        while (next.isPresent()) {
            AccountsAtVersion page = accounts(new AccountQuery.All(), next.get());
            for (AccountRow account : page.accounts()) {
                account.credentials().ifPresent(kept -> keys.merge(kept.secret().keyId(), 1L, Long::sum));
            }
            next = page.next();
        }
        return keys;
    }

    /**
     * Replaces an actor by {@link Change#ERASED} in history entries.
     *
     * @param actor the actor, compared exactly
     * @param limit the maximum number of entries
     * @return the number of changed entries; below {@code limit} if none is left
     */
    long eraseActor(String actor, int limit);

    /**
     * Registers a callback for changes that other nodes make, if the database can push them. Pushes only shorten a
     * delay: the registry also polls, so a lost push is harmless.
     *
     * @param pollNow called from any thread after a change; must not block
     * @return the registration; empty if the database cannot push
     */
    Optional<Subscription> onPush(Runnable pollNow);

    /**
     * Returns a reader for the catalog versions of this tenant and of others, with which a shared poller reads many
     * tenants in one call; empty if each store must be polled by itself. The default implementation returns empty.
     */
    default Optional<VersionReader> versionReader() {
        return Optional.empty();
    }

    /** Returns the name of the tenant, as chosen by the host application. */
    String tenant();

    /**
     * Returns whether stored data outlives the process. In a persistent store, the registry saves credentials only
     * sealed, and therefore only if it has a cipher.
     */
    boolean persistent();

    /** Closes the resources that this store opened itself. Idempotent. */
    @Override
    void close();
}
