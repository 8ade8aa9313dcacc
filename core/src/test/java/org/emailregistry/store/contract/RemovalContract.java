package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.emailregistry.AccountStatus;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.Test;

/** Laws 7 and 8: removals, which nobody suffers unseen. */
interface RemovalContract extends NeedsDatabase {

    @Test
    default void aRemovedServiceIsGoneFromEveryList() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.remove(acme.id());
            assertThat(world.admin().catalog().services()).doesNotContain(acme);
            assertThat(world.registry().offer().services()).doesNotContain(acme);
            assertThatThrownBy(() -> world.connect(World.ANNA, acme.id())).isInstanceOf(UnknownServiceException.class);
        }
    }

    @Test
    default void aPlanCountsTheAccountsAndTheUsersAreListed() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.connect(World.BEN, acme.id());
            world.connect(World.ANNA, acme.id());
            world.registry().accounts().connect(World.ANNA, World.to(acme.id(), "second@acme.example"));
            world.registry()
                    .accounts()
                    .connect(World.ANNA, World.to(world.add("Other").id(), "third@acme.example"));
            assertThat(world.admin().planRemoval(acme.id()).accounts()).isEqualTo(3);
            assertThat(world.admin().usersOf(acme.id(), PageRequest.first(10)).items())
                    .containsExactly(World.ANNA, World.BEN);
        }
    }

    @Property(tries = 20)
    default void theUsersAreListedOnceEachWhateverThePage(@ForAll @IntRange(min = 1, max = 7) int limit) {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            List<UserId> expected = new ArrayList<>();
            for (int user = 0; user < 5; user++) {
                var id = new UserId("user-" + user);
                expected.add(id);
                for (int account = 0; account <= user % 3; account++) {
                    world.registry().accounts().connect(id, World.to(acme.id(), "box" + account + "@acme.example"));
                }
            }
            assertThat(allUsers(world, acme, limit)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    default void theUsersAreListedInTheOrderOfTheBytesOfTheirIds() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            // In this order as UTF-8, in another one as UTF-16, without regard to case, or by the rules of a language.
            List<UserId> expected = Stream.of("A", "B", "a", "z", "\u00e9", "\uff21", "\ud83d\ude00")
                    .map(UserId::new)
                    .toList();
            for (int i = expected.size() - 1; i >= 0; i--) {
                world.registry().accounts().connect(expected.get(i), World.to(acme.id(), "box@acme.example"));
            }
            assertThat(allUsers(world, acme, 2)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    default void anArrivalMakesARemovalStaleAndTheFreshPlanIsToldWithIt() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            RemovalPlan plan = world.admin().planRemoval(acme.id());
            world.connect(World.ANNA, acme.id());
            assertThatThrownBy(() -> world.admin().remove(plan, plan.token()))
                    .isInstanceOfSatisfying(StalePlanException.class, e -> {
                        var fresh = (RemovalPlan) e.fresh();
                        assertThat(fresh.accounts()).isEqualTo(1);
                        assertThat(world.admin().service(acme.id())).isPresent();
                        world.admin().remove(fresh, fresh.token());
                    });
            assertThat(world.admin().service(acme.id())).isEmpty();
        }
    }

    @Test
    default void aReconnectIsAnArrival() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            MailAccount ben = world.connect(World.BEN, acme.id());
            for (MailAccount account : List.of(anna, ben)) {
                RemovalPlan plan = world.admin().planRemoval(acme.id());
                world.registry().accounts().reconnect(account.id(), World.to(acme.id(), account.login()));
                assertThatThrownBy(() -> world.admin().remove(plan, plan.token()))
                        .isInstanceOf(StalePlanException.class);
            }
            assertThat(world.admin().planRemoval(acme.id()).accounts()).isEqualTo(2);
        }
    }

    @Test
    default void anEditMakesARemovalStale() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            RemovalPlan plan = world.admin().planRemoval(acme.id());
            world.edit(acme, World.draft("New"));
            assertThatThrownBy(() -> world.admin().remove(plan, plan.token())).isInstanceOf(StalePlanException.class);
        }
    }

    @Test
    default void departuresAloneRefuseNothingNorDoHidingAndShowing() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            MailAccount ben = world.connect(World.BEN, acme.id());
            world.connect(new UserId("carl"), acme.id());
            RemovalPlan plan = world.admin().planRemoval(acme.id());
            world.registry().accounts().disconnect(anna.id());
            world.registry().accounts().reconnect(ben.id(), World.to(World.GMAIL.id(), "ben"));
            world.admin().hide(acme.id());
            world.admin().show(acme.id());
            world.admin().remove(plan, plan.token());
            assertThat(world.admin().service(acme.id())).isEmpty();
        }
    }

    @Test
    default void aForgedTokenRemovesNothing() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EmailService other = world.add("Other");
            for (String token :
                    List.of("", "x", world.admin().planRemoval(other.id()).token())) {
                assertThatThrownBy(() -> world.admin().remove(RemovalPlan.of(acme.id(), token), token))
                        .isInstanceOf(StalePlanException.class);
            }
            assertThat(world.admin().service(acme.id())).isPresent();
        }
    }

    @Test
    default void removingAgainWithTheSameTokenChangesNothingMore() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            String token = world.admin().planRemoval(acme.id()).token();
            world.admin().remove(RemovalPlan.of(acme.id(), token), token);
            world.node().administration("root").remove(RemovalPlan.of(acme.id(), token), token);
            assertThat(world.admin().catalog().revision()).isEqualTo(2);
            assertThatThrownBy(() -> world.admin().remove(RemovalPlan.of(acme.id(), "other"), "other"))
                    .isInstanceOf(UnknownServiceException.class);
        }
    }

    @Test
    default void accountsOfARemovedServiceStayAndSayWhatHappenedAndWhen() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            EmailServiceRegistry other = world.node();
            assertThat(other.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
            world.clock.move(Duration.ofHours(1));
            world.remove(acme.id());
            world.clock.move(Duration.ofHours(1));
            for (MailAccounts accounts : List.of(world.registry().accounts(), other.accounts())) {
                var unusable = (Resolution.Unusable) accounts.resolve(anna.id());
                assertThat(unusable.reason()).isEqualTo(Resolution.Reason.SERVICE_REMOVED);
                assertThat(unusable.serviceName()).contains("Acme");
                assertThat(unusable.since()).isEqualTo(World.START.plus(Duration.ofHours(1)));
                assertThat(accounts.accountsOf(World.ANNA))
                        .extracting(AccountStatus::resolution)
                        .containsExactly(unusable);
            }
        }
    }

    @Test
    default void aResolutionFromBeforeARemovalGivesNoCredentials() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            EmailServiceRegistry other = world.node();
            var usable = (Resolution.Usable) other.accounts().resolve(anna.id());
            world.remove(acme.id());
            assertThatThrownBy(() -> other.accounts().credentials(usable))
                    .isInstanceOfSatisfying(
                            AccountUnusableException.class,
                            e -> assertThat(e.resolution())
                                    .isEqualTo(other.accounts().resolve(anna.id())));
            assertThatThrownBy(() -> other.accounts().changeCredentials(anna.id(), World.password("anna")))
                    .isInstanceOf(AccountUnusableException.class);
        }
    }

    @Test
    default void anAccountOfARemovedServiceIsReconnectedUnderItsOwnIdAndAddress() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            world.remove(acme.id());
            MailAccounts accounts = world.registry().accounts();
            MailAccount again = accounts.reconnect(anna.id(), World.again(World.GMAIL.id(), "anna.new"));
            assertThat(again.id()).isEqualTo(anna.id());
            assertThat(again.address()).isEqualTo(anna.address());
            assertThat(again.generation()).isEqualTo(anna.generation() + 1);
            assertThat(accounts.resolve(anna.id())).isInstanceOfSatisfying(Resolution.Usable.class, usable -> {
                assertThat(usable.settings()).isEqualTo(World.GMAIL.servers());
                assertThat(usable.login()).isEqualTo("anna.new");
            });
            assertThat(world.admin().usersOf(acme.id(), PageRequest.first(10)).items())
                    .isEmpty();
        }
    }

    @Test
    default void onlyTheAccountsOfTheRemovedServiceAreAffected() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EmailService other = world.add("Other");
            world.connect(World.ANNA, acme.id());
            AccountId ben = world.connect(World.BEN, other.id()).id();
            AccountId manual = world.registry()
                    .accounts()
                    .connect(World.BEN, World.manually("ben@home.example"))
                    .id();
            Administration admin = world.admin();
            world.remove(acme.id());
            assertThat(admin.planRemoval(other.id()).accounts()).isEqualTo(1);
            for (AccountId id : List.of(ben, manual)) {
                assertThat(world.registry().accounts().resolve(id)).isInstanceOf(Resolution.Usable.class);
            }
        }
    }

    private static List<UserId> allUsers(World world, EmailService service, int limit) {
        List<UserId> listed = new ArrayList<>();
        Optional<PageRequest> cursor = Optional.of(PageRequest.first(limit));
        do {
            Page<UserId> page = world.admin().usersOf(service.id(), cursor.orElseThrow());
            listed.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return listed;
    }
}
