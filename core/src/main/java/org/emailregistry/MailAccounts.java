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
import org.emailregistry.internal.account.AcceptedRequest;
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
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.Subscription;

/**
 * The operations on users' accounts: connecting mailboxes, and resolving them to their current settings.
 *
 * <pre>{@code
 * EmailService chosen = registry.offer().services().get(0);
 * Credentials credentials = Credentials.password("anna@acme.example", Secret.of("correct horse"));
 * try (ConnectRequest request = ConnectRequest.toService(chosen.id(), credentials)) {
 *     if (registry.accounts().test(anna, request).successful()) {
 *         MailAccount connected = registry.accounts().connect(anna, request);
 *         System.out.println(connected.address());
 *     }
 * }
 * }</pre>
 *
 * <p>{@link org.emailregistry.jakartamail.MailConnector} opens connected mailboxes for reading and sending.
 *
 * <p>Methods that read or write the store block until the store has answered, and reflect all changes that were
 * completed on any node before the call. The host application has to check whether the caller may use an account; the
 * library does not. Thread-safe.
 *
 * @see EmailServiceRegistry#accounts
 */
public final class MailAccounts {
    private final Parts parts;

    MailAccounts(Parts parts) {
        this.parts = parts;
    }

    /**
     * Tests a user's request, including the login, and stores nothing. The servers are tested for at most
     * {@link EmailServiceRegistry.Builder#testDeadline}. The report has only details that users may see.
     *
     * @param request the request; closed by the caller. Before a {@link #reconnect}, it needs the address of the account
     *     if the login is not an email address
     * @throws InvalidRequestException if the request has errors
     * @throws NotOfferedException if the chosen service, manual entry or a typed host is not on offer
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws IllegalStateException if the registry has no probe, or the password is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt status
     *     remains set
     */
    public ProbeReport test(UserId user, ConnectRequest request) {
        requireNonNull(user, "user");
        requireNonNull(request, "request");
        AcceptedRequest admission = parts.entrance().admit(parts.cache().fresh(), request);
        return parts.tests().ofRequest(user, admission, request);
    }

    /**
     * Tests an account with its stored credentials, even if the account is suspended, and {@linkplain #report reports}
     * the outcome. The servers are tested for at most {@link EmailServiceRegistry.Builder#testDeadline}. The returned
     * report has only details that users may see.
     *
     * @throws UnknownAccountException if the account does not exist
     * @throws AccountUnusableException if the account cannot be used for a reason other than a suspension
     * @throws org.emailregistry.account.CipherException if the stored credentials cannot be opened
     * @throws IllegalStateException if the registry has no probe
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt status
     *     remains set
     */
    public ProbeReport test(AccountId id) {
        Located located = get(id);
        Resolution.Usable usable = usable(located.resolutionIfSuspended());
        try (Credentials credentials = open(located.row())) {
            ProbeReport report = parts.tests().ofAccount(usable, credentials, Resolver.loginFailures(located.row()));
            report(usable.account(), LoginReports.verdict(report));
            return Probing.forUser(usable.origin(), report);
        }
    }

    /**
     * Tests other credentials with the current servers of an account, even if the account is suspended, and stores
     * nothing. The servers are tested for at most {@link EmailServiceRegistry.Builder#testDeadline}. The report has
     * only details that users may see.
     *
     * @param credentials the credentials to test; closed by the caller
     * @throws UnknownAccountException if the account does not exist
     * @throws AccountUnusableException if the account cannot be used for a reason other than a suspension, its stored
     *     data was altered, or it is a manual account whose stored credentials cannot be opened
     * @throws IllegalStateException if the registry has no probe, or the password is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt status
     *     remains set
     */
    public ProbeReport test(AccountId id, Credentials credentials) {
        requireNonNull(credentials, "credentials");
        Located located = get(id);
        Resolution.Usable usable = usable(located.resolutionIfSuspended());
        parts.entrance().requireKnownServers(located);
        return Probing.forUser(usable.origin(), parts.tests().ofAccount(usable, credentials, Optional.empty()));
    }

    /**
     * Records the outcome of a login with the stored credentials of an account.
     *
     * <p>After {@link EmailServiceRegistry.Builder#suspendAfter} refusals of the credentials in a row, each of which
     * {@linkplain Outcome#countsTowardsSuspension() says explicitly} that the secret is wrong, the account is
     * suspended; after {@link Outcome#SIGN_IN_AGAIN}, at once. A suspended account resolves to
     * {@link Resolution.Reason#SUSPENDED}, and its connections are cut. {@link Outcome#OK} clears all failures and ends a suspension. Other failures are recorded for
     * {@link Administration#health}, and neither raise nor reset the count. {@link Outcome#OK_WITHOUT_LOGIN},
     * {@link Outcome#BUSY} and {@link Outcome#LOOKUP_BUSY} are ignored, as is every failure of a suspended account. The
     * first {@link Outcome#OK} after the destinations of the service changed also seals the stored credentials for the
     * new destinations. A report that changes nothing costs one read of the store while the catalog is unchanged.
     *
     * <p>When many accounts of one service begin to fail within a short time, the service has an alarm
     * ({@link EmailServiceRegistry#onServiceAlarm}), and refused credentials suspend none of its accounts until it ends.
     *
     * @param used the account as resolved when the credentials were used; the report is ignored if the account has been
     *     reconnected or given other credentials since, or does not exist
     * @return the login failures after this report; empty if there are none, or the account does not exist
     */
    public Optional<LoginFailures> report(MailAccount used, Outcome outcome) {
        requireNonNull(used, "used");
        requireNonNull(outcome, "outcome");
        return parts.reports().report(used, outcome);
    }

    /**
     * Returns the current login failures of an account; empty if none was reported since the last success or since the
     * credentials were saved.
     *
     * @throws UnknownAccountException if the account does not exist
     */
    public Optional<LoginFailures> loginFailures(AccountId id) {
        return Resolver.loginFailures(get(id).row());
    }

    /**
     * Connects a mailbox: saves the account with its credentials. Does not test the connection. An account needs an
     * email address: the given one, the login, or the login at the only domain of the service. A request
     * {@linkplain ConnectRequest#withId with an id} can be repeated safely: while the account that the first attempt
     * created exists, repeating the request returns it as it is then, and changes nothing.
     *
     * @param request the request; closed by the caller
     * @throws InvalidRequestException if the request has errors
     * @throws NotOfferedException if the chosen service, manual entry or a typed host is not on offer
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws ServiceMovedException if an edit during the call or shortly before it changed the hosts or the trusted
     *     certificates of the service, or made it less secure
     * @throws AlreadyConnectedException if the user already has an account with this address, or another account has
     *     the requested id
     * @throws AccountLimitException if the user has as many accounts as allowed
     * @throws CipherRequiredException if the store is persistent and the registry has no cipher
     * @throws IllegalStateException if the password is closed
     */
    public MailAccount connect(UserId user, ConnectRequest request) {
        requireNonNull(user, "user");
        requireNonNull(request, "request");
        return parts.entrance().connect(user, request);
    }

    /**
     * Replaces the credentials of an account, for its current servers, and cuts its open connections. A separate login
     * for the SMTP server stays; {@link #reconnect} changes it. Clears login failures and ends a suspension. The call succeeds even if the service is hidden or manual entry is forbidden.
     * Does not test the credentials.
     *
     * @param credentials the new credentials; closed by the caller
     * @return the account after the change
     * @throws UnknownAccountException if the account does not exist
     * @throws AccountUnusableException if the service is unknown, invalid or was removed; if the stored data of the
     *     account is invalid or was altered; or if the stored credentials of a manual account are missing, cannot be
     *     opened, or were saved for other servers. Use {@link #reconnect} instead
     * @throws InvalidRequestException if the service does not accept this authentication method, or the registry has no
     *     token source for it
     * @throws CipherRequiredException if the store is persistent and the registry has no cipher
     * @throws IllegalStateException if the password is closed
     */
    public MailAccount changeCredentials(AccountId id, Credentials credentials) {
        requireNonNull(id, "id");
        requireNonNull(credentials, "credentials");
        return parts.entrance().changeCredentials(id, credentials);
    }

    /**
     * Connects an existing account to a service or to typed servers, the same ones or others, and cuts its open
     * connections. The account keeps its id and address, so that mail stored by the host application stays with it.
     * Each call raises {@link MailAccount#generation} by one, clears login failures and ends a suspension. Does not
     * test the connection.
     *
     * @param request the request; closed by the caller
     * @return the account after the change
     * @throws UnknownAccountException if the account does not exist
     * @throws InvalidRequestException if the request has errors, or names another address or id than the account has
     * @throws NotOfferedException if the chosen service, manual entry or a typed host is not on offer
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws ServiceMovedException if an edit during the call or shortly before it changed the hosts or the trusted
     *     certificates of the service, or made it less secure
     * @throws CipherRequiredException if the store is persistent and the registry has no cipher
     * @throws IllegalStateException if the password is closed
     */
    public MailAccount reconnect(AccountId id, ConnectRequest request) {
        requireNonNull(id, "id");
        requireNonNull(request, "request");
        return parts.entrance().reconnect(id, request);
    }

    /**
     * Deletes an account with its credentials, and cuts its open connections. Idempotent.
     *
     * @return true if the account was deleted, by this call or by a concurrent one; false if it did not exist
     */
    public boolean disconnect(AccountId id) {
        requireNonNull(id, "id");
        return parts.entrance().disconnect(id);
    }

    /** Returns an account; empty if it does not exist. */
    public Optional<MailAccount> find(AccountId id) {
        requireNonNull(id, "id");
        return parts.store().account(id).map(found -> Resolver.account(found.account()));
    }

    /** Returns all accounts of a user with their resolutions and login failures, ordered by address. */
    public List<AccountStatus> accountsOf(UserId user) {
        requireNonNull(user, "user");
        return parts.reader().of(user).stream()
                .map(located -> new AccountStatus(
                        Resolver.account(located.row()), located.resolution(), Resolver.loginFailures(located.row())))
                .toList();
    }

    /**
     * Returns the settings with which an account can be used now, or the reason why it cannot be used. Reflects every
     * change completed before the call on any node. Costs one read of the store while the catalog is unchanged.
     *
     * @throws UnknownAccountException if the account does not exist
     */
    public Resolution resolve(AccountId id) {
        return get(id).resolution();
    }

    /**
     * Returns the resolutions of many accounts, with one read of the store per {@value RegistryStore#MAXIMUM_IDS}
     * accounts while the catalog is unchanged. Ids without an account are left out of the map.
     */
    public Map<AccountId, Resolution> resolveAll(Collection<AccountId> ids) {
        requireNonNull(ids, "ids");
        return parts.reader().find(List.copyOf(ids)).stream()
                .collect(toMap(located -> located.row().id(), Located::resolution));
    }

    /**
     * Returns the credentials of an account, provided that the account still resolves to the same settings. Send the
     * credentials only to the servers in {@code usable}.
     *
     * @return the credentials; closed by the caller
     * @throws UnknownAccountException if the account no longer exists
     * @throws AccountUnusableException if the account can no longer be used
     * @throws AccountMovedException if the account has other settings or another login now, or was reconnected; resolve
     *     it again
     * @throws org.emailregistry.account.CipherException if the stored credentials cannot be opened
     */
    public Credentials credentials(Resolution.Usable usable) {
        requireNonNull(usable, "usable");
        AccountId id = usable.account().id();
        Located located = get(id);
        Resolution.Usable now = usable(located.resolution());
        if (!now.settings().equals(usable.settings())
                || !now.trustedCertificates().equals(usable.trustedCertificates())
                || !now.login().equals(usable.login())
                || !now.account().smtpLogin().equals(usable.account().smtpLogin())
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
     * Returns a page of all accounts of all users, ordered by id, for use by background workers.
     *
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    public Page<MailAccount> all(PageRequest wanted) {
        requireNonNull(wanted, "page");
        AccountsAtVersion page = parts.store().accounts(new AccountQuery.All(), wanted);
        return new Page<>(page.accounts().stream().map(Resolver::account).toList(), page.next());
    }

    /**
     * Calls a callback when the connections of an account have to be cut: its service was removed or edited to use
     * other servers or trusted certificates; the account was disconnected, reconnected, suspended or given other
     * credentials; or it can no longer be used for another reason. A change of an account that could not be used calls
     * nothing.
     *
     * <p>After a change through this registry, the callback is called before the method that made the change returns;
     * after a change by another node, within {@link EmailServiceRegistry.Builder#maxStaleness}. While the store cannot
     * be read, both can be later. To miss no change, watch first and resolve afterwards.
     * {@link org.emailregistry.jakartamail.MailConnector} watches its accounts by itself.
     *
     * @param onCut the callback; called on any thread, possibly more than once, and must not block. An exception that
     *     the callback throws is logged
     * @return the subscription; closing it ends the watch
     * @throws UnknownAccountException if the account does not exist
     * @throws IllegalStateException if the poller is closed, for instance because the registry is
     */
    public Subscription watch(AccountId id, Runnable onCut) {
        requireNonNull(id, "id");
        requireNonNull(onCut, "onCut");
        return parts.pulse().during(parts.watches().watch(id, onCut));
    }

    /**
     * Deletes all accounts of a user with their credentials, one after the other, including accounts that are connected
     * during the call, and cuts their open connections. After an exception, repeat the call to delete the rest.
     *
     * @return the number of accounts deleted; an account that another call deletes at the same time may count in both
     */
    public long forget(UserId user) {
        requireNonNull(user, "user");
        return parts.entrance().forget(user);
    }
}
