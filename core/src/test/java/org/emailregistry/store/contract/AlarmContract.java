package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.emailregistry.AccountEvent;
import org.emailregistry.Adoption;
import org.emailregistry.AlarmRule;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Finding;
import org.emailregistry.LoginFailures;
import org.emailregistry.Resolution;
import org.emailregistry.ServiceAlarm;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.NoteRow;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.junit.jupiter.api.Test;

/** Law 23: an outage of a service suspends nobody, and is told once. */
interface AlarmContract extends NeedsDatabase {
    int NODES = 4;
    Duration WITHIN = AlarmRule.DEFAULT.within();

    /** A service with accounts, and nodes that hear its alarms. */
    final class Outage {
        final World world;
        final ServiceId service;
        final List<MailAccount> accounts = new ArrayList<>();
        final List<EmailServiceRegistry> nodes = new ArrayList<>();
        final Queue<ServiceAlarm> alarms = new ConcurrentLinkedQueue<>();
        final Queue<AccountEvent> events = new ConcurrentLinkedQueue<>();

        Outage(World world, int crowd, int suspendAfter) {
            this.world = world;
            service = world.add("Acme").id();
            for (int i = 0; i < NODES; i++) {
                EmailServiceRegistry node = world.node(builder -> builder.suspendAfter(suspendAfter)
                        .listenerExecutor(Runnable::run)
                        .maxStaleness(Duration.ofDays(1)));
                node.onServiceAlarm(alarms::add);
                node.onAccountEvent(events::add);
                nodes.add(node);
            }
            nodes.get(0)
                    .administration("root")
                    .adopt(IntStream.range(0, crowd)
                            .mapToObj(i -> new Adoption(
                                    new UserId("user" + i),
                                    new AccountId("account" + i),
                                    World.to(service, "user" + i + "@acme.example")))
                            .toList());
            accounts.addAll(nodes.get(0)
                    .accounts()
                    .all(PageRequest.first(PageRequest.MAXIMUM_LIMIT))
                    .items());
            assertThat(accounts).hasSize(crowd);
        }

        void report(int account, Outcome outcome) {
            nodes.get(account % NODES).accounts().report(accounts.get(account), outcome);
        }

        /** Each node reports its accounts, beside the others. */
        void reportAll(Outcome outcome) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(NODES);
            try {
                List<Callable<Void>> work = new ArrayList<>();
                for (int node = 0; node < NODES; node++) {
                    int first = node;
                    work.add(() -> {
                        for (int i = first; i < accounts.size(); i += NODES) {
                            report(i, outcome);
                        }
                        return null;
                    });
                }
                for (Future<Void> done : threads.invokeAll(work)) {
                    done.get();
                }
            } finally {
                threads.shutdown();
            }
        }

        List<AccountId> suspended() {
            return nodes
                    .get(0)
                    .accounts()
                    .resolveAll(accounts.stream().map(MailAccount::id).toList())
                    .values()
                    .stream()
                    .filter(resolution -> resolution instanceof Resolution.Unusable)
                    .map(resolution -> resolution.account().id())
                    .toList();
        }

        List<ServiceAlarm.Kind> told() {
            return alarms.stream().map(ServiceAlarm::kind).toList();
        }
    }

    @Test
    default void anOutageSuspendsNobodyAndIsToldOnceOnAllNodesAsIsItsEnd() throws Exception {
        try (var world = World.on(this)) {
            var outage = new Outage(world, world.store().persistent() ? 60 : 300, 2);
            for (int round = 0; round < 3; round++) {
                outage.reportAll(Outcome.CREDENTIALS_REJECTED);
                world.clock.move(Duration.ofMinutes(15));
            }
            assertThat(outage.suspended()).isEmpty();
            assertThat(outage.alarms)
                    .containsExactly(new ServiceAlarm(
                            outage.service, ServiceAlarm.Kind.BEGAN, Outcome.CREDENTIALS_REJECTED, World.START));
            assertThat(outage.nodes.get(1).check())
                    .contains(new Finding.AlarmRaised(outage.service, Outcome.CREDENTIALS_REJECTED, World.START));

            outage.reportAll(Outcome.OK);
            assertThat(outage.told()).containsExactly(ServiceAlarm.Kind.BEGAN, ServiceAlarm.Kind.ENDED);
            assertThat(outage.nodes.get(1).check()).noneMatch(finding -> finding.kind() == Finding.Kind.ALARM_RAISED);

            outage.report(7, Outcome.CREDENTIALS_REJECTED);
            outage.report(7, Outcome.CREDENTIALS_REJECTED);
            assertThat(outage.suspended())
                    .containsExactly(outage.accounts.get(7).id());
        }
    }

    @Test
    default void whoWasSuspendedBeforeTheAlarmWasRaisedIsResumedByIt() {
        try (var world = World.on(this)) {
            var outage = new Outage(world, 20, 1);
            for (int i = 0; i < 4; i++) {
                outage.report(i, Outcome.CREDENTIALS_REJECTED);
            }
            assertThat(outage.suspended()).hasSize(4);
            outage.report(4, Outcome.TIMEOUT);
            assertThat(outage.suspended()).isEmpty();
            assertThat(outage.events)
                    .filteredOn(event -> event.kind() == AccountEvent.Kind.RESUMED)
                    .hasSize(4);
            outage.report(5, Outcome.CREDENTIALS_REJECTED);
            assertThat(outage.suspended()).isEmpty();
            assertThat(outage.nodes
                            .get(0)
                            .accounts()
                            .loginFailures(outage.accounts.get(5).id()))
                    .map(LoginFailures::failures)
                    .contains(1);
            assertThat(outage.told()).containsExactly(ServiceAlarm.Kind.BEGAN);
        }
    }

    @Test
    default void fewFailuresOrSlowOnesRaiseNoAlarm() {
        try (var world = World.on(this)) {
            var outage = new Outage(world, 20, 2);
            for (int i = 0; i < 10; i++) {
                outage.report(i, Outcome.CREDENTIALS_REJECTED);
                outage.report(i, Outcome.CREDENTIALS_REJECTED);
                world.clock.move(WITHIN.dividedBy(4).plusSeconds(1));
            }
            assertThat(outage.told()).isEmpty();
            assertThat(outage.suspended()).hasSize(10);
        }
    }

    @Test
    default void theAlarmBeginsWithTheShareOfTheAccountsAndEndsBelowHalfOfIt() {
        try (var world = World.on(this)) {
            var outage = new Outage(world, 160, 5);
            for (int i = 0; i < 7; i++) {
                outage.report(i, Outcome.TIMEOUT);
            }
            assertThat(outage.told()).as("7 of 160").isEmpty();
            outage.report(7, Outcome.CERTIFICATE_EXPIRED);
            assertThat(outage.alarms)
                    .as("8 of 160")
                    .extracting(ServiceAlarm::outcome)
                    .containsExactly(Outcome.CERTIFICATE_EXPIRED);
            for (int i = 0; i < 4; i++) {
                outage.report(i, Outcome.OK);
            }
            assertThat(outage.told()).as("4 of 160").containsExactly(ServiceAlarm.Kind.BEGAN);
            outage.report(8, Outcome.TIMEOUT);
            outage.report(8, Outcome.OK);
            outage.report(4, Outcome.OK);
            assertThat(outage.told()).as("3 of 160").containsExactly(ServiceAlarm.Kind.BEGAN, ServiceAlarm.Kind.ENDED);
        }
    }

    @Test
    default void whoHasToSignInAgainIsSuspendedDuringAnAlarmToo() {
        try (var world = World.on(this)) {
            var outage = new Outage(world, 20, 1);
            for (int i = 0; i < 6; i++) {
                outage.report(i, Outcome.SIGN_IN_AGAIN);
            }
            assertThat(outage.told()).containsExactly(ServiceAlarm.Kind.BEGAN);
            assertThat(outage.suspended()).hasSize(6);
        }
    }

    @Test
    default void aCheckEndsTheAlarmOfAccountsThatAreGone() {
        try (var world = World.on(this)) {
            var outage = new Outage(world, 8, 5);
            for (int i = 0; i < 5; i++) {
                outage.report(i, Outcome.TIMEOUT);
            }
            assertThat(outage.told()).containsExactly(ServiceAlarm.Kind.BEGAN);
            for (int i = 0; i < 5; i++) {
                outage.nodes.get(0).accounts().disconnect(outage.accounts.get(i).id());
            }
            assertThat(outage.nodes.get(3).check()).noneMatch(finding -> finding.kind() == Finding.Kind.ALARM_RAISED);
            assertThat(outage.told()).containsExactly(ServiceAlarm.Kind.BEGAN, ServiceAlarm.Kind.ENDED);
        }
    }

    @Test
    default void failingAccountsAreFoundByServiceOutcomeAndTimeTheOldestFirst() {
        try (var world = World.on(this)) {
            var outage = new Outage(world, 6, Integer.MAX_VALUE);
            MailAccount elsewhere = world.connect(World.ANNA, World.GMAIL.id());
            outage.nodes.get(0).accounts().report(elsewhere, Outcome.TIMEOUT);
            for (int i : new int[] {3, 1, 4, 0}) {
                outage.report(i, i == 1 ? Outcome.RATE_LIMITED : Outcome.TIMEOUT);
                world.clock.move(Duration.ofMinutes(1));
            }
            RegistryStore store = world.store();
            DoorId door = DoorId.of(outage.service);
            List<String> both = List.of("RATE_LIMITED", "TIMEOUT");
            record Search(Collection<String> outcomes, int from, int to, int limit, List<Integer> found) {}
            for (Search search : List.of(
                    new Search(both, 0, 3, 10, List.of(3, 1, 4, 0)),
                    new Search(both, 0, 3, 3, List.of(3, 1, 4)),
                    new Search(both, 1, 2, 10, List.of(1, 4)),
                    new Search(List.of("TIMEOUT"), 0, 3, 10, List.of(3, 4, 0)),
                    new Search(List.of("OTHER"), 0, 3, 10, List.of()),
                    new Search(List.of(), 0, 3, 10, List.of()))) {
                assertThat(store.failing(
                                door,
                                search.outcomes(),
                                World.START.plus(Duration.ofMinutes(search.from())),
                                World.START.plus(Duration.ofMinutes(search.to())),
                                search.limit()))
                        .as("%s", search)
                        .isEqualTo(search.found().stream()
                                .map(i -> outage.accounts.get(i).id())
                                .toList());
            }
        }
    }

    @Test
    default void ofManyWhoAddOrRemoveANoteOneDoes() throws Exception {
        try (var world = World.on(this)) {
            ServiceId service = world.add("Acme").id();
            var note = new NoteRow(DoorId.of(service), "alarm", "TIMEOUT", World.START);
            var manual = new NoteRow(DoorId.MANUAL, "alarm", "x", World.START);
            List<RegistryStore> stores =
                    IntStream.range(0, NODES).mapToObj(i -> world.store()).toList();
            assertThat(stores.get(0).addNote(manual)).isTrue();
            assertThat(trues(stores, store -> store.addNote(note))).isEqualTo(1);
            assertThat(stores.get(0).addNote(new NoteRow(note.door(), "alarm", "OTHER", World.START)))
                    .isFalse();
            assertThat(stores.get(0).notes()).containsExactlyInAnyOrder(note, manual);
            assertThat(trues(stores, store -> store.removeNote(note.door(), "alarm")))
                    .isEqualTo(1);
            assertThat(stores.get(0).notes()).containsExactly(manual);
        }
    }

    private static long trues(List<RegistryStore> stores, Predicate<RegistryStore> act) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(stores.size());
        try {
            long trues = 0;
            for (Future<Boolean> done : threads.invokeAll(stores.stream()
                    .map(store -> (Callable<Boolean>) () -> act.test(store))
                    .toList())) {
                trues += done.get() ? 1 : 0;
            }
            return trues;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    default void theNotesOfAServiceArePurgedWithIt() {
        try (var world = World.on(this)) {
            ServiceId service = world.add("Acme").id();
            RegistryStore store = world.store();
            store.addNote(new NoteRow(DoorId.of(service), "alarm", "TIMEOUT", World.START));
            world.remove(service);
            world.clock.move(Duration.ofDays(1));
            store.purge(world.clock.instant(), 100);
            assertThat(store.notes()).isEmpty();
            assertThat(store.catalog().services()).isEmpty();
        }
    }
}
