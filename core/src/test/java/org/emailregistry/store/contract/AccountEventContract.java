package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.emailregistry.AccountEvent;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.account.MailAccount;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.Test;

/** The channel of account events: in order, each listener by itself, and nobody harmed. */
interface AccountEventContract extends NeedsDatabase {

    @Test
    default void aCutIsToldWhereSomebodyWatchesAndNowhereElse() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = world.node(builder -> builder.listenerExecutor(Runnable::run));
            EmailServiceRegistry idle = world.node(builder -> builder.listenerExecutor(Runnable::run));
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            world.connect(World.BEN, acme.id());
            List<AccountEvent> events = new ArrayList<>();
            List<AccountEvent> elsewhere = new ArrayList<>();
            try (Subscription one = registry.accounts().watch(anna.id(), () -> {});
                    Subscription two = registry.accounts().watch(anna.id(), () -> {});
                    Subscription here = registry.onAccountEvent(events::add);
                    Subscription there = idle.onAccountEvent(elsewhere::add)) {
                World.remove(registry.administration("root"), acme.id());
                assertThat(events)
                        .as("%s %s %s %s", one, two, here, there)
                        .containsOnly(new AccountEvent(anna, AccountEvent.Kind.CUT, world.clock.instant()));
                assertThat(elsewhere).isEmpty();
            }
        }
    }

    @Test
    default void aDisconnectedAccountIsToldToBeCut() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = world.node(builder -> builder.listenerExecutor(Runnable::run));
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            List<AccountEvent> events = new ArrayList<>();
            try (Subscription watch = registry.accounts().watch(anna.id(), () -> {});
                    Subscription listening = registry.onAccountEvent(events::add)) {
                registry.accounts().disconnect(anna.id());
                assertThat(events)
                        .as("%s %s", watch, listening)
                        .extracting(AccountEvent::kind, AccountEvent::account)
                        .containsExactly(org.assertj.core.api.Assertions.tuple(AccountEvent.Kind.CUT, anna));
            }
        }
    }

    @Test
    default void whatWasCutAlreadyIsNotToldToBeCutOnceMore() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = world.node(builder -> builder.listenerExecutor(Runnable::run));
            ServiceId acme = world.add("Acme").id();
            MailAccount anna = world.connect(World.ANNA, acme);
            List<AccountEvent.Kind> events = new ArrayList<>();
            try (Subscription watch = registry.accounts().watch(anna.id(), () -> {});
                    Subscription listening = registry.onAccountEvent(event -> events.add(event.kind()))) {
                world.remove(acme);
                registry.administration("root").catalog();
                registry.accounts().disconnect(anna.id());
                assertThat(events).as("%s %s", watch, listening).containsExactly(AccountEvent.Kind.CUT);
            }
        }
    }

    @Test
    default void sealingAnewIsToldOfEachAccountThatWasSealed() {
        try (var world = World.on(this)) {
            EmailServiceRegistry old = world.node(builder -> builder.cipher(World.ring("first")));
            MailAccount anna = old.accounts().connect(World.ANNA, World.to(World.GMAIL.id(), "anna"));
            EmailServiceRegistry registry = world.node(
                    builder -> builder.cipher(World.ring("first", "second")).listenerExecutor(Runnable::run));
            List<AccountEvent.Kind> events = new ArrayList<>();
            try (Subscription listening = registry.onAccountEvent(event -> events.add(event.kind()))) {
                registry.administration("root").reseal(PageRequest.first(10));
                registry.administration("root").reseal(PageRequest.first(10));
                assertThat(events).as("%s %s", listening, anna).containsExactly(AccountEvent.Kind.SEALED_ANEW);
            }
        }
    }

    @Test
    default void aListenerThatThrowsOrIsSlowHarmsNeitherTheCallersNorTheOthers() {
        try (var world = World.on(this)) {
            Queue<Runnable> scheduled = new ArrayDeque<>();
            EmailServiceRegistry registry = world.node(
                    builder -> builder.listenerExecutor(scheduled::add).suspendAfter(1));
            MailAccounts accounts = registry.accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            List<AccountEvent.Kind> told = new ArrayList<>();
            List<AccountEvent.Kind> toldTheFailing = new ArrayList<>();
            registry.onAccountEvent(event -> {
                toldTheFailing.add(event.kind());
                throw new IllegalStateException("a bug of the host");
            });
            Subscription second = registry.onAccountEvent(event -> told.add(event.kind()));
            accounts.report(anna, Outcome.CREDENTIALS_REJECTED);
            accounts.report(anna, Outcome.OK);
            accounts.report(anna, Outcome.CREDENTIALS_REJECTED);
            assertThat(scheduled).as("one task a listener, however much waits").hasSize(2);
            assertThat(told).isEmpty();
            scheduled.forEach(Runnable::run);
            scheduled.clear();
            assertThat(told)
                    .isEqualTo(toldTheFailing)
                    .containsExactly(
                            AccountEvent.Kind.SUSPENDED, AccountEvent.Kind.RESUMED, AccountEvent.Kind.SUSPENDED);
            accounts.report(anna, Outcome.OK);
            assertThat(scheduled).as("it goes on after it has caught up").hasSize(2);
            second.close();
            scheduled.forEach(Runnable::run);
            assertThat(told).as("closed before it was told").hasSize(3);
            assertThat(toldTheFailing).hasSize(4);
            registry.close();
            accounts.report(anna, Outcome.CREDENTIALS_REJECTED);
            assertThat(scheduled).hasSize(2);
        }
    }

    @Test
    default void aListenerIsToldOfWhatHappensFromThenOn() {
        try (var world = World.on(this)) {
            Queue<Runnable> scheduled = new ArrayDeque<>();
            EmailServiceRegistry registry = world.node(builder -> builder.listenerExecutor(scheduled::add));
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            List<AccountEvent> told = new ArrayList<>();
            List<AccountEvent> latecomer = new ArrayList<>();
            registry.onAccountEvent(told::add);
            try (Subscription watch = registry.accounts().watch(anna.id(), () -> {})) {
                for (int i = 0; i < 3; i++) {
                    registry.accounts().changeCredentials(anna.id(), World.password("anna"));
                }
                registry.onAccountEvent(latecomer::add);
                scheduled.forEach(Runnable::run);
                assertThat(told).as("%s", watch).hasSize(3);
                assertThat(latecomer).isEmpty();
            }
        }
    }

    @Test
    default void whoeverFindsThatAnotherThreadHasJustCutReturnsWhenItIsTold() throws Exception {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            Thread caller = Thread.currentThread();
            var cutter = new AtomicReference<Thread>();
            var aboutToTell = new CountDownLatch(1);
            var returned = new AtomicBoolean();
            EmailServiceRegistry registry = world.node(builder -> builder.listenerExecutor(Runnable::run)
                    .clock(() -> {
                        if (Thread.currentThread().equals(cutter.get())) {
                            aboutToTell.countDown();
                            while (!returned.get() && caller.getState() != Thread.State.BLOCKED) {
                                Thread.onSpinWait();
                            }
                        }
                        return world.clock.instant();
                    }));
            List<AccountEvent> told = new CopyOnWriteArrayList<>();
            registry.onAccountEvent(told::add);
            try (Subscription watch = registry.accounts().watch(anna.id(), () -> cutter.set(Thread.currentThread()))) {
                world.registry().accounts().changeCredentials(anna.id(), World.password("anna"));
                var looks = new Thread(() -> look(registry, anna));
                looks.start();
                aboutToTell.await();
                look(registry, anna);
                assertThat(told).as("%s", watch).hasSize(1);
                returned.set(true);
                looks.join();
            } finally {
                returned.set(true);
            }
        }
    }

    private static void look(EmailServiceRegistry registry, MailAccount account) {
        registry.accounts().watch(account.id(), () -> {}).close();
    }

    @Test
    default void aSchedulerThatTakesNothingHarmsNoCaller() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry =
                    world.node(builder -> builder.suspendAfter(1).listenerExecutor(task -> {
                        throw new java.util.concurrent.RejectedExecutionException("full");
                    }));
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            registry.onAccountEvent(event -> {});
            registry.accounts().report(anna, Outcome.CREDENTIALS_REJECTED);
            registry.accounts().report(anna, Outcome.OK);
            assertThat(registry.accounts().loginFailures(anna.id())).isEmpty();
        }
    }
}
