package org.emailregistry.internal.account;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.emailregistry.AccountEvent;
import org.emailregistry.Standing;
import org.emailregistry.account.MailAccount;
import org.emailregistry.internal.Attempts;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.internal.watch.Watches;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.store.AccountAtVersion;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.StandingRow;

/**
 * What logins come to, and what that makes of an account. A report that changes nothing writes nothing: neither a success
 * after a success, nor the same failure again, unless the server refused the credentials once more.
 */
public record LoginReports(
        RegistryStore store, AccountRows rows, AccountEvents events, Watches watches, int suspendAfter) {
    /** The verdicts on credentials; anything else may be the fault of the network, the server or the administrator. */
    private static final Set<Outcome> REFUSED =
            EnumSet.of(Outcome.CREDENTIALS_REJECTED, Outcome.APP_PASSWORD_REQUIRED, Outcome.OAUTH2_REQUIRED);

    /** Those that say nothing of a login. */
    private static final Set<Outcome> SILENT = EnumSet.of(Outcome.OK_WITHOUT_LOGIN, Outcome.BUSY);

    /** How the account stands after a report; empty if well, or gone. */
    public Optional<Standing> report(MailAccount used, Outcome outcome) {
        for (var attempts = Attempts.atAccount(); ; attempts.again()) {
            Optional<AccountRow> found = store.account(used.id()).map(AccountAtVersion::account);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            AccountRow row = found.get();
            Optional<StandingRow> next = after(row.standing(), outcome);
            if (!sameCredentials(row, used) || next.equals(row.standing())) {
                return Resolver.standing(row);
            }
            AccountRow changed = rows.withStanding(row, next);
            if (store.replace(row, changed)) {
                tell(row, changed);
                return Resolver.standing(changed);
            }
        }
    }

    /** Other credentials, or other servers, move the instant of the last change; a report or sealing anew does not. */
    private static boolean sameCredentials(AccountRow row, MailAccount used) {
        return row.generation() == used.generation() && row.changedAt().equals(used.changedAt());
    }

    private Optional<StandingRow> after(Optional<StandingRow> before, Outcome outcome) {
        if (outcome == Outcome.OK) {
            return Optional.empty();
        }
        if (SILENT.contains(outcome) || before.flatMap(StandingRow::suspendedAt).isPresent()) {
            return before;
        }
        boolean refused = REFUSED.contains(outcome);
        // What a stranger's hand has written into the row may be below zero, or have no successor.
        long counted = Math.max(0L, before.map(StandingRow::failures).orElse(0)) + (refused ? 1 : 0);
        int failures = (int) Math.min(counted, Integer.MAX_VALUE);
        var now = rows.now();
        return Optional.of(new StandingRow(
                outcome.name(),
                before.filter(b -> b.outcome().equals(outcome.name()))
                        .map(StandingRow::since)
                        .orElse(now),
                failures,
                refused && failures >= suspendAfter ? Optional.of(now) : Optional.empty()));
    }

    private void tell(AccountRow before, AccountRow after) {
        boolean was = AccountRows.suspended(before);
        if (was != AccountRows.suspended(after)) {
            events.tell(after, was ? AccountEvent.Kind.RESUMED : AccountEvent.Kind.SUSPENDED);
            watches.lookQuietly(after.id());
        }
    }

    /** What a test says of a login: a refusal before a success, and a success only if nothing else went wrong. */
    public static Outcome verdict(ProbeReport report) {
        Outcome smtp = report.smtp().outcome();
        Outcome imap = report.imap().outcome();
        return Stream.of(imap, smtp)
                .filter(REFUSED::contains)
                .findFirst()
                .or(() -> Stream.of(imap, smtp)
                        .filter(outcome -> outcome != Outcome.OK)
                        .findFirst())
                .orElse(Outcome.OK);
    }
}
