package org.emailregistry.internal.account;

import java.util.Optional;
import java.util.stream.Stream;
import org.emailregistry.AccountEvent;
import org.emailregistry.LoginFailures;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.internal.Attempts;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.internal.watch.Watches;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the outcomes of logins, and suspends an account when its credentials were refused {@code suspendAfter} times
 * since the last success, unless its service has an alarm, or at once if the provider wants a new sign-in. A report
 * that repeats the last outcome writes nothing, except that refusals of credentials are counted until the account is
 * suspended. The first success after the destinations of the service have changed seals the credentials for the present
 * ones.
 */
public record LoginReports(
        RegistryStore store,
        AccountReader reader,
        AccountRows rows,
        Resealer resealer,
        AccountEvents events,
        Watches watches,
        Alarms alarms,
        int suspendAfter) {
    private static final Logger LOG = LoggerFactory.getLogger(LoginReports.class);

    /** Records an outcome and returns the login failures after it; empty if there are none, or the account is gone. */
    public Optional<LoginFailures> report(MailAccount used, Outcome outcome) {
        for (var attempts = Attempts.atAccount(); ; attempts.again()) {
            Optional<Located> found = reader.find(used.id());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            AccountRow row = found.get().row();
            if (!sameCredentials(row, used)) {
                return Resolver.loginFailures(row);
            }
            Optional<LoginFailuresRow> next = heldBack(row, after(row.loginFailures(), outcome));
            Optional<SealedCredentials> credentials =
                    outcome == Outcome.OK ? resealer.forPresentDestinations(found.get()) : row.credentials();
            boolean resealed = !credentials.equals(row.credentials());
            if (!resealed && next.equals(row.loginFailures())) {
                return Resolver.loginFailures(row);
            }
            AccountRow changed = rows.reported(row, credentials, next);
            if (store.replace(row, changed)) {
                if (resealed) {
                    events.tell(changed, AccountEvent.Kind.SEALED_ANEW);
                }
                notifyIfSuspensionChanged(row, changed);
                lookForAlarm(row, changed);
                return Resolver.loginFailures(changed);
            }
        }
    }

    /**
     * Returns whether the login used the present credentials and servers. Reports and resealing leave
     * {@link AccountRow#changedAt} unchanged.
     */
    private static boolean sameCredentials(AccountRow row, MailAccount used) {
        return row.generation() == used.generation() && row.changedAt().equals(used.changedAt());
    }

    private Optional<LoginFailuresRow> after(Optional<LoginFailuresRow> before, Outcome outcome) {
        if (outcome == Outcome.OK) {
            return Optional.empty();
        }
        if (Alarms.INCONCLUSIVE.contains(outcome)
                || before.flatMap(LoginFailuresRow::suspendedAt).isPresent()) {
            return before;
        }
        boolean refused = refusesCredentials(outcome);
        // A row that was changed in the database may hold a negative count, or the greatest possible one.
        long counted = Math.max(0L, before.map(LoginFailuresRow::failures).orElse(0)) + (refused ? 1 : 0);
        int failures = (int) Math.min(counted, Integer.MAX_VALUE);
        var now = rows.now();
        return Optional.of(new LoginFailuresRow(
                outcome.name(),
                before.filter(b -> b.outcome().equals(outcome.name()))
                        .map(LoginFailuresRow::since)
                        .orElse(now),
                failures,
                outcome.suspendsAtOnce() || (refused && failures >= suspendAfter)
                        ? Optional.of(now)
                        : Optional.empty()));
    }

    /** Returns whether the outcome says that the credentials are wrong. Only these failures count. */
    private static boolean refusesCredentials(Outcome outcome) {
        return outcome.countsTowardsSuspension() || outcome.suspendsAtOnce();
    }

    /** Takes back a suspension that is about to happen while the service has an alarm. */
    private Optional<LoginFailuresRow> heldBack(AccountRow row, Optional<LoginFailuresRow> next) {
        boolean suspends =
                row.loginFailures().flatMap(LoginFailuresRow::suspendedAt).isEmpty()
                        && next.filter(LoginReports::isSuspendedByCount).isPresent();
        return suspends && alarms.of(row).isPresent() ? next.map(LoginReports::resumed) : next;
    }

    private static boolean isSuspendedByCount(LoginFailuresRow failures) {
        return failures.suspendedAt().isPresent()
                && !Outcome.named(failures.outcome()).suspendsAtOnce();
    }

    private static LoginFailuresRow resumed(LoginFailuresRow failures) {
        return new LoginFailuresRow(failures.outcome(), failures.since(), failures.failures(), Optional.empty());
    }

    /**
     * Raises or ends the alarm of the service. The report is stored by then, and a repetition would count it twice, so a
     * failure of the store is only logged.
     */
    private void lookForAlarm(AccountRow before, AccountRow after) {
        try {
            Optional<LoginFailuresRow> failures = after.loginFailures();
            if (failures.isEmpty()) {
                if (before.loginFailures().isPresent()) {
                    alarms.afterSuccess(after);
                }
                return;
            }
            if (before.loginFailures()
                    .map(LoginFailuresRow::since)
                    .filter(failures.get().since()::equals)
                    .isEmpty()) {
                alarms.afterFailure(after, failures.get().since()).forEach(this::resume);
            }
            // Another node may have raised the alarm after this one looked for it.
            if (isSuspendedByCount(failures.get()) && alarms.of(after).isPresent()) {
                resume(after.id());
            }
        } catch (StoreException e) {
            LOG.warn("Account {}: whether its service has an alarm could not be found out", after.id(), e);
        }
    }

    /** Ends the suspension of an account that was suspended because the server refused its credentials. */
    private void resume(AccountId id) {
        for (var attempts = Attempts.atAccount(); ; attempts.again()) {
            Optional<AccountRow> row = reader.find(id).map(Located::row);
            Optional<LoginFailuresRow> failures =
                    row.flatMap(AccountRow::loginFailures).filter(LoginReports::isSuspendedByCount);
            if (row.isEmpty() || failures.isEmpty()) {
                return;
            }
            AccountRow changed = rows.reported(row.get(), row.get().credentials(), failures.map(LoginReports::resumed));
            if (store.replace(row.get(), changed)) {
                notifyIfSuspensionChanged(row.get(), changed);
                return;
            }
        }
    }

    private void notifyIfSuspensionChanged(AccountRow before, AccountRow after) {
        boolean was = AccountRows.suspended(before);
        if (was != AccountRows.suspended(after)) {
            events.tell(after, was ? AccountEvent.Kind.RESUMED : AccountEvent.Kind.SUSPENDED);
            watches.lookQuietly(after.id());
        }
    }

    /**
     * Returns the outcome of a test for the login: one that suspends at once first, then one that counts towards a
     * suspension, then any other failure, then OK.
     */
    public static Outcome verdict(ProbeReport report) {
        Outcome smtp = report.smtp().outcome();
        Outcome imap = report.imap().outcome();
        return Stream.of(imap, smtp)
                .filter(Outcome::suspendsAtOnce)
                .findFirst()
                .or(() -> Stream.of(imap, smtp)
                        .filter(Outcome::countsTowardsSuspension)
                        .findFirst())
                .or(() -> Stream.of(imap, smtp)
                        .filter(outcome -> outcome != Outcome.OK)
                        .findFirst())
                .orElse(Outcome.OK);
    }
}
