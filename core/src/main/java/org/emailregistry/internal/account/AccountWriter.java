package org.emailregistry.internal.account;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.emailregistry.AccountEvent;
import org.emailregistry.AccountLimitException;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.AlreadyConnectedException;
import org.emailregistry.ConnectRequest;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.NotOfferedException;
import org.emailregistry.RefusedException;
import org.emailregistry.Resolution;
import org.emailregistry.ServiceMovedException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.internal.Attempts;
import org.emailregistry.internal.Ids;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.ServiceRows;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.internal.watch.Watches;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.store.AccountAtVersion;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.RegistryStore;

/**
 * Connects, changes, reconnects and deletes accounts. Each decision is based on one state of the catalog; the
 * {@link org.emailregistry.store.Door} of the service refuses the write if that state is out of date.
 */
public final class AccountWriter {
    private final RegistryStore store;
    private final CatalogCache cache;
    private final AccountReader reader;
    private final AccountRows rows;
    private final RequestReview review;
    private final Vault vault;
    private final Ids ids;
    private final Watches watches;
    private final AccountEvents events;
    private final int accountsPerUser;

    public AccountWriter(
            RegistryStore store,
            CatalogCache cache,
            AccountReader reader,
            AccountRows rows,
            RequestReview review,
            Vault vault,
            Ids ids,
            Watches watches,
            AccountEvents events,
            int accountsPerUser) {
        this.store = store;
        this.cache = cache;
        this.reader = reader;
        this.rows = rows;
        this.review = review;
        this.vault = vault;
        this.ids = ids;
        this.watches = watches;
        this.events = events;
        this.accountsPerUser = accountsPerUser;
    }

    public MailAccount connect(UserId user, ConnectRequest request) {
        try {
            return insert(user, request);
        } catch (RefusedException e) {
            // The result of an earlier attempt with the same id stands, even if the request would be refused now.
            return request.id()
                    .flatMap(store::account)
                    .map(AccountAtVersion::account)
                    .filter(row -> row.owner().equals(user) && isOf(row, request))
                    .map(Resolver::account)
                    .orElseThrow(() -> e);
        }
    }

    /** Returns whether the account has the address of the request, whatever domain completed it. */
    private static boolean isOf(AccountRow row, ConnectRequest request) {
        return RequestReview.address(request)
                .map(row.address()::equals)
                .orElseGet(() -> request.address().isEmpty()
                        && row.address().startsWith(request.credentials().login() + "@"));
    }

    private MailAccount insert(UserId user, ConnectRequest request) {
        AccountId id = request.id().orElseGet(() -> new AccountId(ids.timeOrdered()));
        Admission admission = snapshot -> admit(snapshot, request);
        AcceptedRequest accepted = admitRecent(admission);
        for (var attempts = Attempts.atAccount(); ; attempts.again()) {
            AccountRow row = rows.first(user, id, accepted, request.credentials());
            switch (store.insert(row, accepted.doorRevision(), accountsPerUser)) {
                case INSERTED -> {
                    return Resolver.account(row);
                }
                case ALREADY_CONNECTED -> throw alreadyConnected(row);
                case OWNER_LIMIT -> throw new AccountLimitException(accountsPerUser);
                case DOOR_CLOSED_OR_MOVED -> accepted = admitAgain(admission, accepted);
            }
        }
    }

    /**
     * Returns the exception with the id of the account that has the address. If the id itself was taken, or the other
     * account was deleted meanwhile, the exception carries the refused id.
     */
    private AlreadyConnectedException alreadyConnected(AccountRow refused) {
        return new AlreadyConnectedException(reader.of(refused.owner()).stream()
                .map(Located::row)
                .filter(row -> row.address().equals(refused.address()))
                .map(AccountRow::id)
                .findFirst()
                .orElse(refused.id()));
    }

    /** Accepts a request for a new account. */
    public AcceptedRequest admit(Snapshot snapshot, ConnectRequest request) {
        return review.admitNew(snapshot, Origin.USER, request);
    }

    /** The acceptance of one request, based on one state of the catalog. */
    @FunctionalInterface
    private interface Admission {
        AcceptedRequest at(Snapshot snapshot);
    }

    /**
     * Accepts a request based on the cached catalog, because the door refuses the write if the cache is out of date.
     * Refuses a request only based on a fresh catalog.
     */
    private AcceptedRequest admitRecent(Admission admission) {
        Snapshot recent = cache.recent();
        try {
            return admission.at(recent);
        } catch (NotOfferedException | UnknownServiceException | InvalidRequestException e) {
            return admission.at(cache.fresh());
        }
    }

    /**
     * Decides again on a fresh catalog after the door refused the write.
     *
     * @throws ServiceMovedException if the hosts, the trusted certificates or the security changed: only the user may
     *     decide to send the password there
     */
    private AcceptedRequest admitAgain(Admission admission, AcceptedRequest before) {
        AcceptedRequest now = admission.at(cache.fresh());
        if (!before.home().sameServers(now.home())) {
            throw new ServiceMovedException(now.service().orElseThrow());
        }
        return now;
    }

    public MailAccount changeCredentials(AccountId id, Credentials credentials) {
        for (var attempts = Attempts.atAccount(); ; attempts.again()) {
            Located located = reader.get(id);
            Destinations home = homeForNewCredentials(located, credentials);
            AccountRow next = rows.withCredentials(located.row(), credentials, home);
            if (store.replace(located.row(), next)) {
                resumed(located.row(), next);
                watches.lookQuietly(id);
                return Resolver.account(next);
            }
        }
    }

    /**
     * Refuses new credentials for servers that were changed in the store without the registry. If an administrator
     * named the servers, old credentials that are missing, or sealed for other destinations, are no obstacle.
     *
     * @throws AccountUnusableException if the account's servers are unknown or not trustworthy
     */
    public void requireKnownServers(Located located) {
        AccountRow row = located.row();
        boolean manual = row.service().isEmpty();
        if (located.resolution() instanceof Resolution.Unusable unusable) {
            switch (unusable.reason()) {
                case SUSPENDED -> {}
                case CREDENTIALS_MISSING, DESTINATION_NOT_CONFIRMED -> {
                    if (manual) {
                        throw new AccountUnusableException(unusable);
                    }
                }
                case SERVICE_REMOVED, SERVICE_UNKNOWN, SERVICE_INVALID, ACCOUNT_INVALID, CREDENTIALS_UNREADABLE ->
                    throw new AccountUnusableException(unusable);
            }
        }
        row.credentials()
                .flatMap(kept -> vault.flaw(row))
                .filter(flaw -> manual || flaw == CipherException.Kind.NOT_AUTHENTIC)
                .ifPresent(flaw -> {
                    throw new AccountUnusableException(located.unreadable());
                });
    }

    private Destinations homeForNewCredentials(Located located, Credentials credentials) {
        requireKnownServers(located);
        if (located.row().service().isPresent()) {
            ServiceEntry entry =
                    located.snapshot().existing(located.row().service().get());
            review.requireSignIn(entry.service().orElseThrow().authenticationMethods(), credentials);
            return entry.home().orElseThrow();
        }
        review.requireSignIn(EnumSet.allOf(AuthenticationMethod.class), credentials);
        return Destinations.ofAccount(ServiceRows.read(located.row().manual().orElseThrow()));
    }

    public MailAccount reconnect(AccountId id, ConnectRequest request) {
        AccountRow seen = reader.get(id).row();
        requireSameAccount(seen, request);
        Admission admission = snapshot -> review.admit(snapshot, Origin.USER, request);
        AcceptedRequest accepted = admitRecent(admission);
        for (var attempts = Attempts.atAccount(); ; attempts.again()) {
            AccountRow next = rows.moved(seen, accepted, request.credentials());
            InsertResult result = store.move(seen, next, accepted.doorRevision());
            if (result == InsertResult.INSERTED) {
                resumed(seen, next);
                watches.lookQuietly(id);
                return Resolver.account(next);
            }
            if (result == InsertResult.DOOR_CLOSED_OR_MOVED) {
                accepted = admitAgain(admission, accepted);
            } else {
                seen = reader.get(id).row();
            }
        }
    }

    /** Deletes an account; returns false if it did not exist. */
    public boolean disconnect(AccountId id) {
        for (var attempts = Attempts.atAccount(); ; attempts.again()) {
            Optional<AccountAtVersion> found = store.account(id);
            if (found.isEmpty()) {
                return attempts.repeated();
            }
            if (store.delete(found.get().account())) {
                watches.lookQuietly(id);
                return true;
            }
        }
    }

    /** Deletes all accounts of a user, including those connected during the call, and returns their number. */
    public long forget(UserId user) {
        long forgotten = 0;
        List<Located> found = reader.of(user);
        while (!found.isEmpty()) {
            for (Located located : found) {
                if (disconnect(located.row().id())) {
                    forgotten++;
                }
            }
            found = reader.of(user);
        }
        return forgotten;
    }

    private void resumed(AccountRow before, AccountRow after) {
        if (AccountRows.suspended(before)) {
            events.tell(after, AccountEvent.Kind.RESUMED);
        }
    }

    private static void requireSameAccount(AccountRow seen, ConnectRequest request) {
        boolean sameId = request.id().map(seen.id()::equals).orElse(true);
        boolean sameAddress = request.address().isEmpty()
                || RequestReview.address(request).map(seen.address()::equals).orElse(true);
        if (!sameId || !sameAddress) {
            throw new InvalidRequestException(List.of(Problem.error(
                    Field.ADDRESS, Problem.Code.ADDRESS_FIXED, "A reconnected account keeps its id and address.")));
        }
    }
}
