package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.emailregistry.Administration;
import org.emailregistry.AlreadyConnectedException;
import org.emailregistry.AttachmentPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.ManualAccounts;
import org.emailregistry.RefusedException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.Test;

/** Laws 9 and 11: what happens while the store is out of reach, and when an answer is lost. */
interface OutageContract extends NeedsDatabase {

    @Test
    default void whileTheStoreIsOutOfReachNothingNewOpensAndWhatIsOpenStays() {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            var line = new UnreliableStore(world.store());
            EmailServiceRegistry node = world.node(line.store());
            var cuts = new AtomicInteger();
            try (Subscription watch = node.accounts().watch(anna.id(), cuts::incrementAndGet)) {
                assertThat(node.offer().services()).isNotEmpty();
                line.cut();
                assertThat(node.offer().services()).isNotEmpty();
                world.letOffersGoStale();
                assertUnavailable(node::offer);
                assertUnavailable(() -> node.accounts().resolve(anna.id()));
                assertUnavailable(() -> node.accounts().accountsOf(World.ANNA));
                assertUnavailable(() -> node.accounts().connect(World.BEN, World.to(World.GMAIL.id(), "ben")));
                assertUnavailable(() -> node.administration("x").catalog());
                assertThat(cuts).as("%s", watch).hasValue(0);
                line.repair();
                assertThat(node.offer().services()).isNotEmpty();
                assertThat(node.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
                assertThat(cuts).hasValue(0);
            }
        }
    }

    @Test
    default void whoeverLosesAThousandRacesInARowGivesUpAndHasDoneNothing() {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            var line = new UnreliableStore(world.store());
            line.refuse("insert", InsertResult.DOOR_CLOSED_OR_MOVED);
            line.refuse("move", InsertResult.ALREADY_CONNECTED);
            line.refuse("replace", false);
            line.refuse("delete", false);
            line.refuse("commit", CommitResult.CATALOG_MOVED);
            EmailServiceRegistry node = world.node(line.store());
            MailAccounts accounts = node.accounts();
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> accounts.connect(World.BEN, World.to(World.GMAIL.id(), "ben")),
                    () -> accounts.changeCredentials(anna.id(), World.password("anna")),
                    () -> accounts.reconnect(anna.id(), World.to(World.GMAIL.id(), anna.address())),
                    () -> accounts.report(anna, Outcome.CREDENTIALS_REJECTED),
                    () -> accounts.disconnect(anna.id()),
                    () -> node.administration("root").hide(World.GMAIL.id()))) {
                assertStoreException(StoreException.Kind.TIMEOUT, call);
                assertThat(line.refused()).isEqualTo(1000);
            }
            assertThat(world.registry().accounts().find(anna.id())).contains(anna);
            assertThat(world.registry().accounts().accountsOf(World.BEN)).isEmpty();
            assertThat(world.admin().catalog().revision()).isZero();
        }
    }

    @Test
    default void anAccountThatWasInTheWayAndHasGoneMeanwhileIsNotInvented() {
        try (var world = World.on(this)) {
            var line = new UnreliableStore(world.store());
            line.refuse("insert", InsertResult.ALREADY_CONNECTED);
            var id = new AccountId("a-1");
            MailAccounts accounts = world.node(line.store()).accounts();
            assertThatThrownBy(() -> accounts.connect(
                            World.ANNA, World.to(World.GMAIL.id(), "anna").withId(id)))
                    .isInstanceOfSatisfying(
                            AlreadyConnectedException.class,
                            e -> assertThat(e.account()).isEqualTo(id));
        }
    }

    @Test
    default void anAccountThatChangesWhileItIsAttachedIsLeftToTheNextRun() {
        try (var world = World.on(this)) {
            MailAccount anna = world.registry()
                    .accounts()
                    .connect(World.ANNA, World.manually("anna@acme.example", "imap.acme.example"));
            EmailService acme = world.admin()
                    .add(World.draft("Acme")
                            .withSmtp("imap.acme.example:465", true)
                            .withImap("imap.acme.example:993", ConnectionSecurity.TLS));
            var line = new UnreliableStore(world.store());
            line.refuse("move", InsertResult.ALREADY_CONNECTED);
            ManualAccounts hindered =
                    world.node(line.store()).administration("root").manualAccounts();
            AttachmentPlan plan = hindered.planAttachment(acme.id());
            JobPage page = hindered.attach(plan, plan.token(), PageRequest.first(10));
            assertThat(page.done()).isEmpty();
            assertThat(page.left()).containsExactly(new JobPage.Left(anna.id(), JobPage.Reason.CHANGED_CONCURRENTLY));
            assertThat(world.admin()
                            .manualAccounts()
                            .attach(plan, plan.token(), PageRequest.first(10))
                            .done())
                    .containsExactly(anna.id());
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertStoreException(StoreException.Kind.UNAVAILABLE, call);
    }

    private static void assertStoreException(StoreException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    default void whatWasDoneDuringAnOutageIsToldAfterIt() throws Exception {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            var line = new UnreliableStore(world.store());
            EmailServiceRegistry node = world.node(line.store());
            var cut = new CountDownLatch(1);
            var told = new CopyOnWriteArrayList<String>();
            var all = new CountDownLatch(3);
            try (Subscription watch = node.accounts().watch(anna.id(), cut::countDown);
                    Subscription listener = node.onChange(change -> {
                        told.add(change.kind().name());
                        all.countDown();
                    })) {
                line.cut();
                world.admin().hide(acme.id());
                world.admin().show(acme.id());
                world.remove(acme.id());
                line.repair();
                assertThat(cut.await(20, TimeUnit.SECONDS)).as("%s", watch).isTrue();
                assertThat(all.await(20, TimeUnit.SECONDS)).as("%s", listener).isTrue();
                assertThat(told).containsExactly("HIDDEN", "SHOWN", "REMOVED");
            }
        }
    }

    @Test
    default void aCommitWhoseAnswerWasLostIsNotDoneTwice() {
        try (var world = World.on(this)) {
            var line = new UnreliableStore(world.store());
            Administration admin = world.node(line.store()).administration("root");
            ServiceDraft draft = World.draft("Acme");
            EmailService acme = twice(line, "commit", () -> admin.add(draft));
            assertThat(world.admin().catalog().revision()).isEqualTo(1);

            var plan = admin.planEdit(acme.id(), acme.revision(), World.draft("Renamed"));
            EmailService edited = twice(line, "commit", () -> admin.edit(plan));
            assertThat(edited.name()).isEqualTo("Renamed");
            assertThat(world.admin().catalog().revision()).isEqualTo(2);

            var save = admin.update(2).hide(World.GMAIL.id()).allowManualEntry(false);
            assertThat(twice(line, "commit", save::apply)).isEqualTo(3);

            RemovalPlan removal = admin.planRemoval(acme.id());
            twice(line, "commit", () -> {
                admin.remove(removal, removal.token());
                return true;
            });
            assertThat(world.admin().catalog().revision()).isEqualTo(4);
            assertThat(world.admin().history(PageRequest.first(10)).changes()).hasSize(5);
        }
    }

    @Test
    default void aConnectWhoseAnswerWasLostIsNotDoneTwice() {
        try (var world = World.on(this)) {
            var line = new UnreliableStore(world.store());
            MailAccounts accounts = world.node(line.store()).accounts();
            EmailService acme = world.add("Acme");
            var request = World.to(acme.id(), "anna@acme.example").withId(new AccountId("a"));
            MailAccount anna = twice(line, "insert", () -> accounts.connect(World.ANNA, request));
            assertThat(anna.id()).isEqualTo(new AccountId("a"));
            assertThat(world.admin().planRemoval(acme.id()).accounts()).isEqualTo(1);
            assertStoreException(StoreException.Kind.OUTCOME_UNKNOWN, () -> {
                line.loseNextAnswerOf("delete");
                accounts.disconnect(anna.id());
            });
            assertThat(accounts.disconnect(anna.id())).isFalse();
            assertThat(world.admin().planRemoval(acme.id()).accounts()).isZero();
        }
    }

    @Test
    default void aConnectWhoseAnswerWasLostStandsAfterTheServiceWasClosed() {
        try (var world = World.on(this)) {
            var line = new UnreliableStore(world.store());
            MailAccounts accounts = world.node(line.store()).accounts();
            EmailService acme = world.add("Acme");
            var request = World.to(acme.id(), "anna@acme.example").withId(new AccountId("a"));
            assertStoreException(StoreException.Kind.OUTCOME_UNKNOWN, () -> {
                line.loseNextAnswerOf("insert");
                accounts.connect(World.ANNA, request);
            });
            world.admin().hide(acme.id());
            assertThat(accounts.connect(World.ANNA, request).id()).isEqualTo(new AccountId("a"));
            world.remove(acme.id());
            assertThat(accounts.connect(World.ANNA, request).id()).isEqualTo(new AccountId("a"));
            assertThatThrownBy(() -> accounts.connect(World.BEN, request)).isInstanceOf(RefusedException.class);
            assertThat(world.admin().history(PageRequest.first(10)).changes()).hasSize(3);
        }
    }

    /** Does something whose first answer is lost. */
    private static <T> T twice(UnreliableStore line, String method, java.util.function.Supplier<T> call) {
        line.loseNextAnswerOf(method);
        assertStoreException(StoreException.Kind.OUTCOME_UNKNOWN, call::get);
        return call.get();
    }
}
