package org.emailregistry.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;

/**
 * Where the catalog and the accounts of one tenant are kept. Implementations are thread-safe, and several of them may work
 * on one database.
 *
 * <p>A refused result means that somebody was faster; the registry then decides again from fresh facts. A
 * {@link StoreException} means that the store broke. Every method reads what was completed before it was called.
 *
 * <p>Beside its accounts a store counts how many of them fail, for {@link #health}: the same atomic step that inserts,
 * replaces, moves or deletes an account takes it out of the count of its old door and outcome and into that of its new
 * ones. A step that changes neither touches no count.
 */
public interface RegistryStore extends AutoCloseable {
    /** The most rows a caller may ask for at once. */
    int MAXIMUM_PAGE = 1000;

    /** The most ids a caller may ask for at once. */
    int MAXIMUM_IDS = 500;

    /** The whole catalog, at one instant. */
    CatalogState catalog();

    /** The version of the catalog; cheap. */
    CatalogVersion version();

    /**
     * Does all of a commit or nothing. The version is compared first, then the arrivals.
     */
    CommitResult commit(CatalogCommit commit);

    /** The version that a commit with this operation made, as long as the history holds it. */
    Optional<CatalogVersion> committed(String operation);

    /** A door; {@link Door#INITIAL} if nobody has touched it yet. */
    Door door(DoorId id);

    /**
     * Lets a new account in by its door, which then has a member and an arrival more.
     *
     * @param serviceRevision what the caller knows of the door; another one, or a closed door, refuses
     * @param ownerLimit how many accounts the owner may have with this one
     */
    InsertResult insert(AccountRow account, long serviceRevision, int ownerLimit);

    /**
     * Lets accounts in, each by itself, whether or not their doors are open: for the migration from an older table. A door
     * that nobody has made refuses, but for standard services and manual entry.
     *
     * @param accounts at most {@link #MAXIMUM_PAGE}
     */
    List<InsertResult> insertAll(List<AccountRow> accounts);

    /**
     * Puts {@code next} in place of {@code seen}: the same account at the same door.
     *
     * @return false if the row has another version by now, or is gone
     */
    boolean replace(AccountRow seen, AccountRow next);

    /** Puts {@code next} in place of {@code seen}: the same account, through a door, the same one or another. */
    InsertResult move(AccountRow seen, AccountRow next, long serviceRevision);

    /**
     * Deletes an account, which leaves its door.
     *
     * @return false if the row has another version by now; true if it is gone
     */
    boolean delete(AccountRow seen);

    /** An account and the version of the catalog, at one instant. */
    Optional<AccountAtVersion> account(AccountId id);

    /**
     * Accounts, in no order, and the version of the catalog, at one instant. Ids without an account are left out.
     *
     * @param ids at most {@link #MAXIMUM_IDS}
     */
    AccountsAtVersion accounts(Collection<AccountId> ids);

    /**
     * A page of accounts.
     *
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@link #MAXIMUM_PAGE}
     * @throws IllegalArgumentException if the cursor is not one of this store's
     */
    AccountsAtVersion accounts(AccountQuery query, Optional<String> cursor, int limit);

    /**
     * A page of the users who have accounts that refer to a service, each once, in the order of their ids, compared as UTF-8
     * bytes. It can be shorter than the limit although another one follows.
     *
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@link #MAXIMUM_PAGE}
     * @throws IllegalArgumentException if the cursor is not one of this store's
     */
    Page<UserId> users(ServiceId service, Optional<String> cursor, int limit);

    /**
     * How many accounts fail, by door and outcome, in no order; combinations that no account has are left out. Read from
     * counts: the cost does not grow with the accounts.
     */
    List<HealthRow> health();

    /** The history after a revision, oldest first. */
    ChangePage changes(long afterRevision, int limit);

    /**
     * Forgets, each at most {@code limit} times: entries of the history before an instant; credentials of accounts whose
     * service was removed before it; services removed before it that no account refers to.
     *
     * @return how many of all of them; below {@code limit} if nothing is left
     */
    long purge(Instant before, int limit);

    /**
     * Puts {@link Change#ERASED} in place of an actor, in at most {@code limit} entries of the history.
     *
     * @param actor compared exactly
     * @return in how many; below {@code limit} if none is left
     */
    long eraseActor(String actor, int limit);

    /**
     * Asks to be told at once of what other nodes do, if the database can tell.
     *
     * @param pollNow called from any thread, must not block
     */
    Optional<Subscription> onPush(Runnable pollNow);

    /**
     * What can read the version for this tenant and for others, so that one who looks after many tenants asks once for all.
     * Empty if each store has to be asked by itself.
     */
    default Optional<VersionReader> versionReader() {
        return Optional.empty();
    }

    /** Whose data it is, in the host application's words. */
    String tenant();

    /** Whether anything is left after the process has ended: then credentials must be sealed. */
    boolean persistent();

    /** Closes what this object opened itself. Idempotent. */
    @Override
    void close();
}
