package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.UnknownAccountException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 9: what is open is cut. */
interface CutContract extends NeedsDatabase {

    /** Something done to Anna's account. */
    interface Action {
        /** Does it. */
        void on(World world, MailAccount anna);
    }

    /** What cuts the connections of Anna's account, by its name. */
    static Stream<Named<Action>> causes() {
        return Stream.of(
                Named.of("removal", (world, anna) -> world.remove(service(anna))),
                Named.of("edit of servers", (world, anna) -> {
                    EmailService acme = world.admin().service(service(anna)).orElseThrow();
                    world.edit(
                            acme, ServiceDraft.from(acme).withImap("imap.acme.example:9993", ConnectionSecurity.TLS));
                }),
                Named.of(
                        "new credentials",
                        (world, anna) ->
                                world.registry().accounts().changeCredentials(anna.id(), World.password(anna.login()))),
                Named.of(
                        "reconnect",
                        (world, anna) -> world.registry()
                                .accounts()
                                .reconnect(anna.id(), World.to(service(anna), anna.login()))),
                Named.of(
                        "disconnect",
                        (world, anna) -> world.registry().accounts().disconnect(anna.id())));
    }

    private static ServiceId service(MailAccount account) {
        return account.service().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.CutContract#causes")
    default void whatCutsAConnectionIsToldOnThisNodeBeforeTheCallReturns(Action cause) throws Exception {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, world.add("Acme").id());
            var cuts = new AtomicInteger();
            try (Subscription watch = world.registry().accounts().watch(anna.id(), cuts::incrementAndGet)) {
                cause.on(world, anna);
                assertThat(cuts).as("%s", watch).hasValueGreaterThan(0);
            }
        }
    }

    @Test
    default void theCallThatCutsReturnsWhenAllAreToldEvenIfAnotherThreadIsTellingThem() throws Exception {
        try (var world = World.on(this)) {
            ServiceId acme = world.add("Acme").id();
            var telling = new OtherTeller();
            EmailServiceRegistry node = world.node(telling.on(world.store()));
            telling.node = node;
            MailAccount anna = world.connect(World.ANNA, acme);
            MailAccount ben = world.connect(World.BEN, acme);
            try (Subscription one = node.accounts().watch(anna.id(), telling::cut);
                    Subscription two = node.accounts().watch(ben.id(), telling::cut)) {
                Administration admin = node.administration("root");
                World.remove(admin, acme);
                assertThat(telling.cuts).as("%s %s", one, two).hasValue(2);
            } finally {
                telling.end();
            }
        }
    }

    /** A thread that finds out what the test has committed before the test does, and is slow to tell it. */
    final class OtherTeller implements Afterwards {
        final AtomicInteger cuts = new AtomicInteger();
        private final Thread test = Thread.currentThread();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread reader = new Thread(() -> reading().catalog());

        @Nullable
        EmailServiceRegistry node;

        private Administration reading() {
            return Objects.requireNonNull(node).administration("reader");
        }

        @Override
        public void after(String call) throws InterruptedException {
            if (call.equals("commit")) {
                reader.start();
                begun.await();
            }
        }

        void cut() {
            begun.countDown();
            while (!Thread.currentThread().equals(test) && !over.get() && test.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            cuts.incrementAndGet();
        }

        void end() throws InterruptedException {
            over.set(true);
            reader.join();
        }
    }

    @Test
    default void aLookThatACutHasOvertakenCutsNoOtherConnection() throws Exception {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, world.add("Acme").id());
            var look = new DelayedLook();
            EmailServiceRegistry node = world.node(look.on(world.store()));
            var cuts = new AtomicInteger();
            try (Subscription watch = node.accounts().watch(anna.id(), cuts::incrementAndGet)) {
                look.hasRead.await();
                node.accounts().changeCredentials(anna.id(), World.password(anna.login()));
                assertThat(cuts).as("told of by %s", watch).hasValue(1);
                look.mayGoOn.countDown();
                look.laterOnes.await();
                assertThat(cuts).as("told of by %s", watch).hasValue(1);
            }
        }
    }

    /** Lets the first look of the poller read, and keeps what it has read until something else has happened. */
    final class DelayedLook implements Afterwards {
        final CountDownLatch hasRead = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final CountDownLatch laterOnes = new CountDownLatch(2);

        @Override
        public void after(String call) throws InterruptedException {
            if (call.equals("accounts") && Thread.currentThread().getName().equals("email-registry-poller")) {
                if (mayGoOn.getCount() == 0) {
                    laterOnes.countDown();
                }
                hasRead.countDown();
                mayGoOn.await();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.CutContract#causes")
    default void whatCutsAConnectionIsToldOnOtherNodesToo(Action cause) throws Exception {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, world.add("Acme").id());
            EmailServiceRegistry other = world.node();
            var cut = new CountDownLatch(1);
            try (Subscription watch = other.accounts().watch(anna.id(), cut::countDown)) {
                cause.on(world, anna);
                assertThat(cut.await(10, TimeUnit.SECONDS)).as("%s", watch).isTrue();
            }
        }
    }

    @Test
    default void whatDoesNotChangeTheConnectionCutsNothing() throws Exception {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            var cuts = new AtomicInteger();
            List<Consumer<World>> harmless = List.of(
                    w -> w.admin().hide(acme.id()),
                    w -> w.admin().show(acme.id()),
                    w -> w.admin().allowManualEntry(false),
                    w -> w.edit(acme, ServiceDraft.from(acme).withName("Renamed")),
                    w -> w.connect(World.BEN, acme.id()),
                    w -> w.remove(w.add("Other").id()));
            try (Subscription watch = world.registry().accounts().watch(anna.id(), cuts::incrementAndGet)) {
                harmless.forEach(action -> action.accept(world));
                assertThat(cuts).as("%s", watch).hasValue(0);
            }
        }
    }

    @Test
    default void aWatchThatIsClosedIsToldNothingAndTheOthersOfItsAccountAre() throws Exception {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            var cuts = new AtomicInteger();
            var others = new AtomicInteger();
            Subscription closed = world.registry().accounts().watch(anna.id(), cuts::incrementAndGet);
            try (Subscription other = world.registry().accounts().watch(anna.id(), others::incrementAndGet)) {
                closed.close();
                world.registry().accounts().disconnect(anna.id());
                assertThat(cuts).hasValue(0);
                assertThat(others).as("told of by %s", other).hasValue(1);
            }
        }
    }

    @Test
    default void oneThatThrowsHarmsNobody() throws Exception {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            var cuts = new AtomicInteger();
            try (Subscription bad = world.registry().accounts().watch(anna.id(), () -> {
                        throw new IllegalStateException("on purpose");
                    });
                    Subscription good = world.registry().accounts().watch(anna.id(), cuts::incrementAndGet)) {
                assertThat(world.registry().accounts().disconnect(anna.id()))
                        .as("%s %s", bad, good)
                        .isTrue();
                assertThat(cuts).hasValue(1);
            }
        }
    }

    @Test
    default void anUnknownAccountCannotBeWatched() throws Exception {
        try (var world = World.on(this)) {
            assertThatThrownBy(() -> world.registry().accounts().watch(new AccountId("unknown"), () -> {}))
                    .isInstanceOf(UnknownAccountException.class);
        }
    }
}
