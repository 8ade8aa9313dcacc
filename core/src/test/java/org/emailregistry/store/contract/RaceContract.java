package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.RefusedException;
import org.emailregistry.Resolution;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.Change;
import org.junit.jupiter.api.Test;

/** Laws 1, 2, 3, 7, 9, 10, 13 and 15 when several nodes race. */
interface RaceContract extends NeedsDatabase {
    /** How often each race is run. */
    default int rounds() {
        return 20;
    }

    @Test
    default void ofManyNodesThatAddTheSameNameOneWins() throws Exception {
        try (var world = World.on(this)) {
            List<Callable<EmailService>> racers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Administration admin = world.node().administration("admin-" + i);
                racers.add(() -> admin.add(World.draft("Acme")));
            }
            assertThat(race(racers)).filteredOn(Optional::isPresent).hasSize(1);
            assertThat(world.admin().catalog().revision()).isEqualTo(1);
        }
    }

    @Test
    default void noDecisionOfManyNodesIsLost() throws Exception {
        try (var world = World.on(this)) {
            List<Callable<EmailService>> racers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "Service " + i;
                Administration admin = world.node().administration("admin-" + i);
                racers.add(() -> {
                    EmailService added = admin.add(World.draft(name));
                    admin.hide(added.id());
                    return admin.show(added.id());
                });
            }
            assertThat(race(racers)).allMatch(Optional::isPresent);
            assertThat(world.admin().catalog().revision()).isEqualTo(24);
            assertThat(world.admin().catalog().services()).hasSize(11);
            assertThat(World.history(world.admin()))
                    .extracting(Change::revision)
                    .isSorted()
                    .hasSize(24);
        }
    }

    @Test
    default void ofManyEditsOnTheSameRevisionOneWins() throws Exception {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            List<Callable<EmailService>> racers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Administration admin = world.node().administration("admin-" + i);
                var plan = admin.planEdit(acme.id(), acme.revision(), World.draft("Acme " + i));
                racers.add(() -> admin.edit(plan));
            }
            List<EmailService> edited =
                    race(racers).stream().flatMap(Optional::stream).toList();
            assertThat(edited).hasSize(1);
            assertThat(world.admin().service(acme.id())).contains(edited.get(0));
        }
    }

    @Test
    default void aUserWhoConnectsTwiceAtTheSameTimeGetsOneAccount() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var world = World.on(this)) {
                List<Callable<MailAccount>> racers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    MailAccounts accounts = world.node().accounts();
                    racers.add(() -> accounts.connect(World.ANNA, World.to(World.GMAIL.id(), "anna@gmail.example")));
                }
                assertThat(race(racers)).filteredOn(Optional::isPresent).hasSize(1);
                assertThat(world.registry().accounts().accountsOf(World.ANNA)).hasSize(1);
            }
        }
    }

    @Test
    default void theLimitOfAccountsHoldsUnderARace() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var world = World.on(this)) {
                List<Callable<MailAccount>> racers = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    MailAccounts accounts =
                            world.node(builder -> builder.accountsPerUser(2)).accounts();
                    String login = "box" + i + "@gmail.example";
                    racers.add(() -> accounts.connect(World.ANNA, World.to(World.GMAIL.id(), login)));
                }
                assertThat(race(racers)).filteredOn(Optional::isPresent).hasSize(2);
                assertThat(world.registry().accounts().accountsOf(World.ANNA)).hasSize(2);
            }
        }
    }

    @Test
    default void nobodyLosesAMailboxUnseen() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var world = World.on(this)) {
                EmailService acme = world.add("Acme");
                EmailServiceRegistry other = world.node();
                other.offer();
                var plan = world.admin().planRemoval(acme.id());
                List<Callable<Object>> racers = new ArrayList<>();
                racers.add(() -> {
                    world.admin().remove(plan, plan.token());
                    return "removed";
                });
                racers.add(() -> other.accounts().connect(World.ANNA, World.to(acme.id(), "anna@acme.example")));
                racers.add(() -> other.accounts().connect(World.BEN, World.to(acme.id(), "ben@acme.example")));
                List<Optional<Object>> outcomes = race(racers);
                boolean removed = outcomes.get(0).isPresent();
                boolean anyConnected =
                        outcomes.get(1).isPresent() || outcomes.get(2).isPresent();
                assertThat(removed && anyConnected)
                        .as("round %s: %s", round, outcomes)
                        .isFalse();
                assertThat(removed || anyConnected).isTrue();
            }
        }
    }

    @Test
    default void nobodyEntersAServiceThatIsHidden() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var world = World.on(this)) {
                EmailService acme = world.add("Acme");
                MailAccounts other = world.node().accounts();
                List<Callable<Object>> racers = new ArrayList<>();
                racers.add(() -> world.admin().hide(acme.id()));
                racers.add(() -> other.connect(World.ANNA, World.to(acme.id(), "anna@acme.example")));
                racers.add(() -> other.connect(World.BEN, World.manually("ben@acme.example", "imap.acme.example")));
                race(racers);
                // Whoever came in came before; afterwards nobody does.
                long members = world.admin().planRemoval(acme.id()).accounts();
                assertThat(race(List.of(
                                () -> other.connect(new UserId("carl"), World.to(acme.id(), "carl@acme.example")),
                                () -> other.connect(
                                        new UserId("dora"), World.manually("d@acme.example", "imap.acme.example")))))
                        .allMatch(Optional::isEmpty);
                assertThat(world.admin().planRemoval(acme.id()).accounts()).isEqualTo(members);
            }
        }
    }

    @Test
    default void aResolutionThatBeginsAfterARemovalNeverGivesSettings() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var world = World.on(this)) {
                EmailService acme = world.add("Acme");
                MailAccount anna = world.connect(World.ANNA, acme.id());
                MailAccounts other = world.node().accounts();
                List<Callable<Object>> racers = new ArrayList<>();
                racers.add(() -> {
                    world.remove(acme.id());
                    return other.resolve(anna.id());
                });
                racers.add(() -> other.resolve(anna.id()));
                assertThat(race(racers).get(0).orElseThrow()).isInstanceOf(Resolution.Unusable.class);
            }
        }
    }

    @Test
    default void reconnectsOfOneAccountAtTheSameTimeLeaveItAtOneService() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var world = World.on(this)) {
                EmailService acme = world.add("Acme");
                EmailService other = world.add("Other");
                MailAccount anna = world.connect(World.ANNA, acme.id());
                List<Callable<MailAccount>> racers = new ArrayList<>();
                for (EmailService target : List.of(acme, other, acme, other)) {
                    MailAccounts accounts = world.node().accounts();
                    racers.add(() -> accounts.reconnect(anna.id(), World.to(target.id(), "anna")));
                }
                assertThat(race(racers)).allMatch(Optional::isPresent);
                MailAccount now = world.registry().accounts().find(anna.id()).orElseThrow();
                assertThat(now.generation()).isEqualTo(5);
                boolean atAcme = now.service().equals(Optional.of(acme.id()));
                assertThat(world.admin().planRemoval(acme.id()).accounts()).isEqualTo(atAcme ? 1 : 0);
                assertThat(world.admin().planRemoval(other.id()).accounts()).isEqualTo(atAcme ? 0 : 1);
            }
        }
    }

    /** Lets all run at the same time; what is refused is empty. */
    private static <T> List<Optional<T>> race(List<? extends Callable<? extends T>> racers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(racers.size());
        try {
            var start = new CyclicBarrier(racers.size());
            List<Future<Optional<T>>> running = new ArrayList<>();
            for (Callable<? extends T> racer : racers) {
                running.add(threads.submit(() -> {
                    start.await();
                    try {
                        return Optional.<T>of(racer.call());
                    } catch (RefusedException e) {
                        return Optional.empty();
                    }
                }));
            }
            List<Optional<T>> outcomes = new ArrayList<>();
            for (Future<Optional<T>> each : running) {
                outcomes.add(each.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
