package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.emailregistry.Administration;
import org.emailregistry.Adoption;
import org.emailregistry.AdoptionResult;
import org.emailregistry.HistoryPage;
import org.emailregistry.MailAccounts;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.api.Test;

/** Law 7 for migration; retention and erasure. */
interface MaintenanceContract extends NeedsDatabase {

    @Test
    default void adoptionIgnoresHiddenAndForbiddenAndCanBeRepeated() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.admin().hide(acme.id());
            world.admin().allowManualEntry(false);
            List<Adoption> accounts = List.of(
                    new Adoption(World.ANNA, new AccountId("a"), World.to(acme.id(), "anna@acme.example")),
                    new Adoption(World.BEN, new AccountId("b"), World.manually("ben@home.example", "10.0.0.1")),
                    new Adoption(World.BEN, new AccountId("c"), World.to(new ServiceId("unknown"), "ben@x.example")));
            assertThat(world.admin().adopt(accounts))
                    .extracting(AdoptionResult::outcome)
                    .containsExactly(
                            AdoptionResult.Outcome.ADOPTED,
                            AdoptionResult.Outcome.ADOPTED,
                            AdoptionResult.Outcome.REFUSED);
            assertThat(world.admin().adopt(accounts))
                    .extracting(AdoptionResult::outcome)
                    .containsExactly(
                            AdoptionResult.Outcome.ALREADY_CONNECTED,
                            AdoptionResult.Outcome.ALREADY_CONNECTED,
                            AdoptionResult.Outcome.REFUSED);
            assertThat(world.admin().adopt(accounts).get(2).refusal().orElseThrow())
                    .isInstanceOf(UnknownServiceException.class);
            MailAccounts registered = world.registry().accounts();
            assertThat(registered.resolve(new AccountId("a"))).isInstanceOf(Resolution.Usable.class);
            assertThat(registered.resolve(new AccountId("b")))
                    .isInstanceOfSatisfying(
                            Resolution.Usable.class,
                            usable -> assertThat(usable.origin()).isEqualTo(Origin.ADMINISTRATOR));
        }
    }

    @Test
    default void anInterruptedAdoptionIsRepeatedByAnotherNodeAndNobodyIsAdoptedTwice() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            List<Adoption> table = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                table.add(new Adoption(
                        new UserId("user" + i),
                        new AccountId("a" + i),
                        World.to(acme.id(), "user" + i + "@acme.example")));
            }
            var line = new UnreliableStore(world.store());
            Administration interrupted = world.node(line.store()).administration("root");
            interrupted.adopt(table.subList(0, 3));
            line.loseNextAnswerOf("insertAll");
            assertThatThrownBy(() -> interrupted.adopt(table.subList(3, 6))).isInstanceOf(StoreException.class);

            Administration repeated = world.node().administration("root");
            List<AdoptionResult.Outcome> outcomes = new ArrayList<>();
            for (int from = 0; from < table.size(); from += 3) {
                repeated.adopt(table.subList(from, from + 3)).forEach(result -> outcomes.add(result.outcome()));
            }
            assertThat(outcomes.subList(0, 6)).containsOnly(AdoptionResult.Outcome.ALREADY_CONNECTED);
            assertThat(outcomes.subList(6, 9)).containsOnly(AdoptionResult.Outcome.ADOPTED);
            assertThat(repeated.planRemoval(acme.id()).accounts()).isEqualTo(9);
            assertThat(world.registry()
                            .accounts()
                            .resolveAll(table.stream().map(Adoption::id).toList())
                            .values())
                    .hasSize(9)
                    .allMatch(resolution -> resolution instanceof Resolution.Usable);
        }
    }

    @Test
    default void anAdoptionIsAnArrival() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            RemovalPlan plan = world.admin().planRemoval(acme.id());
            world.admin()
                    .adopt(List.of(
                            new Adoption(World.ANNA, new AccountId("a"), World.to(acme.id(), "anna@acme.example"))));
            assertThatThrownBy(() -> world.admin().remove(plan, plan.token())).isInstanceOf(StalePlanException.class);
        }
    }

    @Test
    default void atMostAThousandAreAdoptedAtOnce() {
        try (var world = World.on(this)) {
            List<Adoption> accounts = new ArrayList<>();
            for (int i = 0; i < 1001; i++) {
                accounts.add(new Adoption(
                        World.ANNA, new AccountId("a" + i), World.to(World.GMAIL.id(), i + "@gmail.example")));
            }
            assertThatThrownBy(() -> world.admin().adopt(accounts)).isInstanceOf(IllegalArgumentException.class);
            assertThat(world.admin().adopt(accounts.subList(0, 1000)))
                    .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(AdoptionResult.Outcome.ADOPTED));
        }
    }

    @Test
    default void aUserIsForgottenWithAllAccountsAndNobodyElse() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            for (int i = 0; i < 5; i++) {
                accounts.connect(World.ANNA, World.to(World.GMAIL.id(), "box" + i + "@gmail.example"));
            }
            MailAccount ben = world.connect(World.BEN, World.GMAIL.id());
            assertThat(accounts.forget(World.ANNA)).isEqualTo(5);
            assertThat(accounts.accountsOf(World.ANNA)).isEmpty();
            assertThat(accounts.find(ben.id())).contains(ben);
            assertThat(accounts.forget(World.ANNA)).isZero();
        }
    }

    @Test
    default void anAdministratorIsErasedFromTheHistoryForEveryNodeAndNobodyElse() {
        try (var world = World.on(this)) {
            for (String actor : List.of("mary", "paul", "mary", "mary")) {
                Administration admin = world.registry().administration(actor);
                admin.add(World.draft("Service "
                        + admin.history(PageRequest.first(10)).changes().size()));
            }
            assertThatThrownBy(() -> world.admin().eraseActor("mary", 0)).isInstanceOf(IllegalArgumentException.class);
            assertThat(world.admin().eraseActor("Mary", 1)).isZero();
            assertThat(world.admin().eraseActor("mary", 1)).isEqualTo(1);
            assertThat(world.admin().eraseActor("mary", 10)).isEqualTo(2);
            assertThat(World.history(world.node().administration("root")))
                    .extracting(Change::actor, Change::name)
                    .containsExactly(
                            tuple(Change.ERASED, "Service 0"),
                            tuple("paul", "Service 1"),
                            tuple(Change.ERASED, "Service 2"),
                            tuple(Change.ERASED, "Service 3"));
        }
    }

    @Test
    default void aPurgeForgetsWhatIsOldAndNoMore() {
        try (var world = World.on(this)) {
            EmailService used = world.add("Used");
            EmailService unused = world.add("Unused");
            MailAccount anna = world.connect(World.ANNA, used.id());
            world.remove(used.id());
            world.remove(unused.id());
            world.clock.move(Duration.ofDays(30));
            EmailService kept = world.add("Kept");
            MailAccount ben = world.connect(World.BEN, kept.id());
            // Four entries of the history, one account's credentials, one service that nobody refers to.
            long purged = 0;
            PurgeResult round;
            do {
                round = world.admin().purge(World.START.plus(Duration.ofDays(1)), 2);
                assertThat(round.left()).isEmpty();
                purged += round.total();
            } while (round.more());
            assertThat(purged).isEqualTo(6);
            assertThat(world.admin().history(PageRequest.first(10)).changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.name()).isEqualTo("Kept"));
            assertThat(world.admin().history(PageRequest.first(10)).changes()).hasSize(1);
            MailAccounts accounts = world.node().accounts();
            assertThat(accounts.resolve(anna.id())).isInstanceOfSatisfying(Resolution.Unusable.class, unusable -> {
                assertThat(unusable.reason()).isEqualTo(Resolution.Reason.SERVICE_REMOVED);
                assertThat(unusable.serviceName()).contains("Used");
            });
            assertThat(world.store().account(anna.id()).orElseThrow().account().credentials())
                    .isEmpty();
            assertThat(accounts.resolve(ben.id())).isInstanceOf(Resolution.Usable.class);
            accounts.reconnect(anna.id(), World.to(kept.id(), "anna"));
            assertThat(accounts.resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void aPageOfTheHistoryTellsOfAGap() {
        try (var world = World.on(this)) {
            world.add("First");
            world.clock.move(Duration.ofDays(30));
            world.add("Second");
            assertThat(world.store().changes(0, 10).gap()).isFalse();
            assertThat(world.admin().history(PageRequest.first(10)).gap()).isFalse();
            world.admin().purge(World.START.plus(Duration.ofDays(1)), 10);
            assertThat(world.store().changes(0, 10).gap()).isTrue();
            assertThat(world.store().changes(1, 10).gap()).isFalse();
            HistoryPage page = world.admin().history(PageRequest.first(10));
            assertThat(page.changes()).extracting(Change::name).containsExactly("Second");
            assertThat(page.gap()).isTrue();
            assertThat(page.next()).isEmpty();
        }
    }

    @Test
    default void limitsAndCursorsAreChecked() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            for (int limit : new int[] {0, -1, 1001}) {
                assertThatThrownBy(() -> world.admin().usersOf(acme.id(), PageRequest.first(limit)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> world.registry().accounts().all(PageRequest.first(limit)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> world.admin().reseal(PageRequest.first(limit)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() ->
                                world.admin().history(PageRequest.first(limit)).changes())
                        .isInstanceOf(IllegalArgumentException.class);
            }
            for (String cursor : List.of("", "no cursor", "*.*")) {
                assertThatThrownBy(() -> world.admin().usersOf(acme.id(), PageRequest.after(cursor, 10)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
