package org.emailregistry.internal.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.emailregistry.AccountEvent;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.junit.jupiter.api.Test;

class AccountEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final int TOO_MANY = Listeners.MAXIMUM_WAITING + 2;

    private static AccountRow account(int number) {
        return new AccountRow(
                new AccountId("account" + number),
                new UserId("anna"),
                "anna@acme.example",
                "anna",
                Optional.empty(),
                Optional.of(new ServiceId("acme")),
                Optional.empty(),
                "ADMINISTRATOR",
                Optional.empty(),
                Optional.empty(),
                1,
                1,
                "operation",
                NOW,
                NOW);
    }

    @Test
    void whatTheSchedulerDidNotTakeIsToldWithTheNextEvent() {
        Queue<Runnable> scheduled = new ArrayDeque<>();
        var full = new AtomicBoolean(true);
        var events = new AccountEvents(
                task -> {
                    if (full.get()) {
                        throw new RejectedExecutionException("full");
                    }
                    scheduled.add(task);
                },
                () -> NOW);
        List<AccountId> told = new ArrayList<>();
        events.add(event -> told.add(event.account().id()));
        events.tell(account(1), AccountEvent.Kind.CUT);
        full.set(false);
        events.tell(account(2), AccountEvent.Kind.CUT);
        scheduled.remove().run();

        assertThat(told).containsExactly(new AccountId("account1"), new AccountId("account2"));
    }

    @Test
    void nothingIsToldAfterClosingNotEvenWhatWaits() {
        Queue<Runnable> scheduled = new ArrayDeque<>();
        var events = new AccountEvents(scheduled::add, () -> NOW);
        List<AccountId> told = new ArrayList<>();
        events.add(event -> told.add(event.account().id()));
        events.tell(account(1), AccountEvent.Kind.CUT);
        events.close();
        events.tell(account(2), AccountEvent.Kind.CUT);
        scheduled.remove().run();

        assertThat(told).isEmpty();
        assertThat(scheduled).isEmpty();
    }

    @Test
    void anErrorOutOfAListenerEndsNeitherItsDeliveriesNorThoseOfOthers() {
        var events = new AccountEvents(Runnable::run, () -> NOW);
        List<AccountId> broken = new ArrayList<>();
        List<AccountId> sound = new ArrayList<>();
        events.add(event -> {
            broken.add(event.account().id());
            throw new LinkageError("made to fail");
        });
        events.add(event -> sound.add(event.account().id()));
        events.tell(account(0), AccountEvent.Kind.CUT);
        events.tell(account(1), AccountEvent.Kind.CUT);
        assertThat(broken).containsExactly(new AccountId("account0"), new AccountId("account1"));
        assertThat(sound).isEqualTo(broken);
    }

    @Test
    void whatOneSlowListenerCannotBeToldAnyMoreIsLoggedAndNobodyElseIsHarmed() {
        Queue<Runnable> scheduled = new ArrayDeque<>();
        var events = new AccountEvents(scheduled::add, () -> NOW);
        List<AccountId> slow = new ArrayList<>();
        List<AccountId> prompt = new ArrayList<>();
        events.add(event -> slow.add(event.account().id()));
        events.tell(account(0), AccountEvent.Kind.CUT);
        Runnable stalled = scheduled.remove();
        events.add(event -> prompt.add(event.account().id()));

        PrintStream before = System.err;
        var logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, UTF_8));
        try {
            for (int i = 1; i < TOO_MANY; i++) {
                events.tell(account(i), AccountEvent.Kind.CUT);
                scheduled.remove().run();
            }
        } finally {
            System.setErr(before);
        }
        assertThat(prompt).as("told of each").hasSize(TOO_MANY - 1);
        assertThat(logged.toString(UTF_8).lines().filter(line -> line.contains("too slow")))
                .as("each that is lost, by account and kind")
                .hasSize(2)
                .allMatch(line -> line.contains("CUT"))
                .anyMatch(line -> line.endsWith("CUT of account account" + (TOO_MANY - 2)))
                .anyMatch(line -> line.endsWith("CUT of account account" + (TOO_MANY - 1)));

        stalled.run();
        assertThat(slow)
                .as("told of the first %s, in order", Listeners.MAXIMUM_WAITING)
                .hasSize(Listeners.MAXIMUM_WAITING)
                .startsWith(new AccountId("account0"), new AccountId("account1"))
                .endsWith(new AccountId("account" + (Listeners.MAXIMUM_WAITING - 1)));
        events.tell(account(TOO_MANY), AccountEvent.Kind.CUT);
        scheduled.forEach(Runnable::run);
        assertThat(slow).as("it goes on after it has caught up").endsWith(new AccountId("account" + TOO_MANY));
    }
}
