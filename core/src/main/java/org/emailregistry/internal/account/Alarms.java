package org.emailregistry.internal.account;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.emailregistry.AlarmRule;
import org.emailregistry.ServiceAlarm;
import org.emailregistry.account.AccountId;
import org.emailregistry.internal.watch.Listeners;
import org.emailregistry.probe.Outcome;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.NoteRow;
import org.emailregistry.store.RegistryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an outage of a service from the faults of its accounts. An alarm is a note in the store, which one node adds and
 * one node removes.
 */
public record Alarms(RegistryStore store, AccountRows rows, AlarmRule rule, Listeners<ServiceAlarm> listeners) {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    /** The name of the note. */
    static final String NOTE = "alarm";

    /** The outcomes that neither prove nor refute a login. */
    static final Set<Outcome> INCONCLUSIVE = EnumSet.of(Outcome.OK_WITHOUT_LOGIN, Outcome.BUSY, Outcome.LOOKUP_BUSY);

    private static final List<String> FAILURES = Stream.of(Outcome.values())
            .filter(outcome -> !outcome.successful() && !INCONCLUSIVE.contains(outcome))
            .map(Outcome::name)
            .toList();

    /** Returns the alarm of the service of an account; empty if there is none, or the account has no service. */
    Optional<NoteRow> of(AccountRow row) {
        return row.service().isEmpty()
                ? Optional.empty()
                : alarms().filter(note -> note.door().equals(row.door())).findFirst();
    }

    private Stream<NoteRow> alarms() {
        return store.notes().stream().filter(note -> note.name().equals(NOTE));
    }

    /**
     * Looks whether an account whose logins have just begun to fail is one of many, and raises the alarm.
     *
     * @return the accounts that fail together, if this call raised the alarm; none otherwise
     */
    List<AccountId> afterFailure(AccountRow row, Instant since) {
        if (row.service().isEmpty()) {
            return List.of();
        }
        DoorId door = row.door();
        long threshold = threshold(door);
        if (countFailing(door) < threshold || of(row).isPresent()) {
            return List.of();
        }
        List<AccountId> together =
                failing(door, since.minus(rule.within()), since.plus(rule.within()), Integer.MAX_VALUE);
        if (together.size() < threshold) {
            return List.of();
        }
        String outcome = row.loginFailures().orElseThrow().outcome();
        if (!store.addNote(new NoteRow(door, NOTE, outcome, rows.now()))) {
            return List.of();
        }
        LOG.warn(
                "Service {}: {} accounts began to fail within {}, the last with {}; no account is suspended for refused"
                        + " credentials until they work again",
                door.service().get(),
                together.size(),
                rule.within(),
                outcome);
        tell(door, ServiceAlarm.Kind.BEGAN, outcome);
        return together;
    }

    /** Looks whether so many accounts work again that the alarm of the service ends, if there is one. */
    void afterSuccess(AccountRow row) {
        of(row).ifPresent(this::endIfOver);
    }

    /** Ends the alarms of services whose accounts work again or are gone, and returns the others. */
    public List<NoteRow> present() {
        return alarms().filter(alarm -> !endIfOver(alarm)).toList();
    }

    private boolean endIfOver(NoteRow alarm) {
        long enough = (threshold(alarm.door()) + 1) / 2;
        if (countFailing(alarm.door()) >= enough
                && failing(
                                        alarm.door(),
                                        alarm.notedAt().minus(rule.within()),
                                        rows.now().plus(rule.within()),
                                        (int) enough)
                                .size()
                        >= enough) {
            return false;
        }
        if (store.removeNote(alarm.door(), NOTE)) {
            LOG.info(
                    "Service {}: the accounts that failed together work again",
                    alarm.door().service().orElseThrow());
            tell(alarm.door(), ServiceAlarm.Kind.ENDED, alarm.value());
        }
        return true;
    }

    private long threshold(DoorId door) {
        return rule.threshold(store.door(door).accounts());
    }

    /** Returns how many accounts fail, whenever they began to: a number that the store keeps. */
    private long countFailing(DoorId door) {
        return store.health().stream()
                .filter(health -> health.door().equals(door))
                .mapToLong(HealthRow::failing)
                .sum();
    }

    private List<AccountId> failing(DoorId door, Instant from, Instant to, int limit) {
        return store.failing(door, FAILURES, from, to, limit);
    }

    private void tell(DoorId door, ServiceAlarm.Kind kind, String outcome) {
        listeners.tell(() -> new ServiceAlarm(door.service().orElseThrow(), kind, Outcome.named(outcome), rows.now()));
    }
}
