package org.emailregistry;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.internal.account.AccountRows;
import org.emailregistry.internal.account.Admission;
import org.emailregistry.internal.account.LoginReports;
import org.emailregistry.internal.account.Probing;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.Page;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.Subscription;

/**
 * What happens for users: connecting a mailbox, and finding out how to use it now. Whose account an id is, and whether the
 * person who asks may use it, is for the host application to know. Thread-safe.
 */
public final class MailAccounts {
    private final Parts parts;

    MailAccounts(Parts parts) {
        this.parts = parts;
    }

    /**
     * Tests what a user filled in, and stores nothing.
     *
     * @throws InvalidRequestException if it cannot become an account
     * @throws NotOfferedException if the choice is not on offer
     * @throws UnknownServiceException if there is no such service
     * @throws IllegalStateException if the registry has no probe
     */
    public ProbeReport test(UserId user, ConnectRequest request) {
        requireNonNull(user, "user");
        requireNonNull(request, "request");
        String address = AccountRows.address(request);
        Admission admission = parts.entrance().admit(parts.cache().fresh(), request);
        return parts.tests().ofRequest(user, admission, request, address);
    }

    /**
     * Tests an account with its own credentials, even if it is suspended, and reports what came of it.
     *
     * @throws UnknownAccountException if there is no such account
     * @throws AccountUnusableException if it cannot be used
     * @throws IllegalStateException if the registry has no probe
     */
    public ProbeReport test(AccountId id) {
        Located located = get(id);
        Resolution.Usable usable = usable(located.resolutionIfSuspended());
        try (Credentials credentials = open(located.row())) {
            ProbeReport report = parts.tests().ofAccount(usable, credentials);
            report(usable.account(), LoginReports.verdict(report));
            return Probing.forUser(usable.origin(), report);
        }
    }

    /**
     * Tests other credentials against the servers that an account points to now, even if it is suspended, and stores
     * nothing.
     *
     * @throws UnknownAccountException if there is no such account
     * @throws AccountUnusableException if it cannot be used
     * @throws IllegalStateException if the registry has no probe
     */
    public ProbeReport test(AccountId id, Credentials credentials) {
        requireNonNull(credentials, "credentials");
        Located located = get(id);
        Resolution.Usable usable = usable(located.resolutionIfSuspended());
        parts.entrance().requireKnownServers(located);
        return Probing.forUser(usable.origin(), parts.tests().ofAccount(usable, credentials));
    }

    /**
     * Reports what a login with the credentials of an account came to. When the server has refused them as often in a row as
     * {@link EmailServiceRegistry.Builder#suspendAfter} says, the account is suspended: it resolves to
     * {@link Resolution.Reason#SUSPENDED} and its connections are cut, until a login or a test succeeds, or it gets other
     * credentials. Failures of another sort are remembered for {@link Administration#health}, and neither count nor
     * interrupt. {@code OK_WITHOUT_LOGIN} and {@code BUSY} say nothing. What changes nothing costs one read.
     *
     * @param used the account as it was resolved when the credentials were used; a report on credentials that were replaced
     *     meanwhile, or of an account that is gone, is ignored
     * @return how the account stands now; empty if its logins do not fail, or it is gone
     */
    public Optional<Standing> report(MailAccount used, Outcome outcome) {
        requireNonNull(used, "used");
        requireNonNull(outcome, "outcome");
        return parts.reports().report(used, outcome);
    }

    /**
     * How the logins of an account fail; empty if they do not.
     *
     * @throws UnknownAccountException if there is no such account
     */
    public Optional<Standing> standing(AccountId id) {
        return Resolver.standing(get(id).row());
    }

    /**
     * Connects a mailbox. Nothing is tested by this call.
     *
     * @param request the caller closes it
     * @throws InvalidRequestException if it cannot become an account
     * @throws NotOfferedException if the choice is not on offer
     * @throws UnknownServiceException if there is no such service
     * @throws ServiceMovedException if the service was given other servers in this very moment
     * @throws AlreadyConnectedException if the user has an account with this address; it says which one
     * @throws AccountLimitException if the user has as many accounts as allowed
     * @throws CipherRequiredException if the store persists and the registry has no cipher
     */
    public MailAccount connect(UserId user, ConnectRequest request) {
        requireNonNull(user, "user");
        requireNonNull(request, "request");
        return parts.entrance().connect(user, request);
    }

    /**
     * Gives an account another password or login, for the servers that it points to now. Also while its service is hidden,
     * or manual entry forbidden.
     *
     * @param credentials the caller closes them
     * @throws UnknownAccountException if there is no such account
     * @throws AccountUnusableException if its service was removed or cannot be read
     * @throws InvalidRequestException if the service does not take this way of signing in
     * @throws CipherRequiredException if the store persists and the registry has no cipher
     */
    public MailAccount changeCredentials(AccountId id, Credentials credentials) {
        requireNonNull(id, "id");
        requireNonNull(credentials, "credentials");
        return parts.entrance().changeCredentials(id, credentials);
    }

    /**
     * Connects an account to another service or other servers, or to the same ones anew. Its id and address stay, so that
     * whatever the host application stored for it stays attached.
     *
     * @param request the caller closes it
     * @throws UnknownAccountException if there is no such account
     * @throws InvalidRequestException if it cannot become an account, or names another address or id
     * @throws NotOfferedException if the choice is not on offer
     * @throws UnknownServiceException if there is no such service
     * @throws ServiceMovedException if the service was given other servers in this very moment
     * @throws CipherRequiredException if the store persists and the registry has no cipher
     */
    public MailAccount reconnect(AccountId id, ConnectRequest request) {
        requireNonNull(id, "id");
        requireNonNull(request, "request");
        return parts.entrance().reconnect(id, request);
    }

    /**
     * Disconnects an account: it is deleted, with its credentials.
     *
     * @return false if there was none
     */
    public boolean disconnect(AccountId id) {
        requireNonNull(id, "id");
        return parts.entrance().disconnect(id);
    }

    /** An account. */
    public Optional<MailAccount> find(AccountId id) {
        requireNonNull(id, "id");
        return parts.store().account(id).map(found -> Resolver.account(found.account()));
    }

    /** The accounts of a user and what they resolve to, by address: for sign-in and the mail page. */
    public List<Mailbox> mailboxes(UserId user) {
        requireNonNull(user, "user");
        return parts.reader().of(user).stream()
                .map(located -> new Mailbox(
                        Resolver.account(located.row()), located.resolution(), Resolver.standing(located.row())))
                .toList();
    }

    /**
     * Whether an account can be used now, and how. Never answers from before the last completed change, on any node.
     *
     * @throws UnknownAccountException if there is no such account
     */
    public Resolution resolve(AccountId id) {
        return get(id).resolution();
    }

    /** The same for many: one read for each {@value RegistryStore#MAXIMUM_IDS}. Ids without an account are left out. */
    public Map<AccountId, Resolution> resolveAll(Collection<AccountId> ids) {
        requireNonNull(ids, "ids");
        return parts.reader().find(List.copyOf(ids)).stream()
                .collect(toMap(located -> located.row().id(), Located::resolution));
    }

    /**
     * The credentials of an account, for the settings that it was resolved to and no others.
     *
     * @return to be closed by the caller
     * @throws UnknownAccountException if the account is gone
     * @throws AccountUnusableException if it cannot be used any more
     * @throws AccountMovedException if it resolves to other settings by now: resolve it again
     */
    public Credentials credentials(Resolution.Usable usable) {
        requireNonNull(usable, "usable");
        AccountId id = usable.account().id();
        Located located = get(id);
        Resolution.Usable now = usable(located.resolution());
        if (!now.settings().equals(usable.settings())
                || !now.trust().equals(usable.trust())
                || !now.login().equals(usable.login())
                || now.account().generation() != usable.account().generation()) {
            throw new AccountMovedException(id);
        }
        return open(located.row());
    }

    private Credentials open(AccountRow row) {
        return parts.vault().open(row);
    }

    private static Resolution.Usable usable(Resolution resolution) {
        if (resolution instanceof Resolution.Usable usable) {
            return usable;
        }
        throw new AccountUnusableException((Resolution.Unusable) resolution);
    }

    private Located get(AccountId id) {
        requireNonNull(id, "id");
        return parts.reader().get(id);
    }

    /**
     * A page of all accounts, by id: for workers.
     *
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}
     * @throws IllegalArgumentException if the limit is out of range, or the cursor is not one of these
     */
    public Page<MailAccount> all(Optional<String> cursor, int limit) {
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        requireNonNull(cursor, "cursor");
        AccountsAtVersion page = parts.store().accounts(new AccountQuery.All(), cursor, limit);
        return new Page<>(page.accounts().stream().map(Resolver::account).toList(), page.next());
    }

    /**
     * Tells when the connections of an account have to be cut: its service was removed or given other servers, or it was
     * disconnected, reconnected, suspended or given other credentials. For changes by this registry the call that makes them tells
     * before it returns; for changes by other nodes it is told within {@code maxStaleness}. To miss nothing, watch first and
     * resolve then.
     *
     * @param onCut called from any thread; must not block, and may be called more than once
     * @throws UnknownAccountException if there is no such account
     */
    public Subscription watch(AccountId id, Runnable onCut) {
        requireNonNull(id, "id");
        requireNonNull(onCut, "onCut");
        return parts.pulse().during(parts.watches().watch(id, onCut));
    }

    /**
     * Deletes all accounts of a user, with their credentials.
     *
     * @return how many there were
     */
    public long forget(UserId user) {
        requireNonNull(user, "user");
        return parts.entrance().forget(user);
    }
}
