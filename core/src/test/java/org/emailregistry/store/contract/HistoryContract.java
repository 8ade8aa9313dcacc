package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.HistoryPage;
import org.emailregistry.Poller;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.Test;

/** The history, and those who listen to it. */
interface HistoryContract extends NeedsDatabase {

    @Test
    default void theHistorySaysWhoDidWhatWhen() throws Exception {
        try (var world = World.on(this)) {
            EmailService acme = world.registry().administration("mary").add(World.draft("Acme"));
            world.clock.move(Duration.ofMinutes(5));
            world.registry().administration("paul").hide(acme.id());
            List<Change> history = World.history(world.node().administration("x"));
            assertThat(history).hasSize(2);
            assertThat(history.get(0).kind()).isEqualTo(Change.Kind.ADDED);
            assertThat(history.get(0).actor()).isEqualTo("mary");
            assertThat(history.get(0).instant()).isEqualTo(World.START);
            assertThat(history.get(0).name()).isEqualTo("Acme");
            assertThat(history.get(0).after()).containsEntry("IMAP_SERVER", "imap.acme.example:993");
            assertThat(history.get(1).kind()).isEqualTo(Change.Kind.HIDDEN);
            assertThat(history.get(1).service()).contains(acme.id());
            assertThat(history.get(1).instant()).isEqualTo(World.START.plus(Duration.ofMinutes(5)));
        }
    }

    @Test
    default void theHistoryTellsForbiddingFromAllowing() throws Exception {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.admin().allowManualEntry(false);
            world.admin().allowManualEntry(true);
            world.admin().hide(acme.id());
            world.admin().show(acme.id());
            assertThat(World.history(world.admin()))
                    .extracting(Change::kind)
                    .containsExactly(
                            Change.Kind.ADDED,
                            Change.Kind.MANUAL_ENTRY_FORBIDDEN,
                            Change.Kind.MANUAL_ENTRY_ALLOWED,
                            Change.Kind.HIDDEN,
                            Change.Kind.SHOWN);
        }
    }

    @Test
    default void aChangeIsNeverEarlierThanTheOneBeforeIt() throws Exception {
        try (var world = World.on(this)) {
            world.add("First");
            world.clock.move(Duration.ofHours(-1));
            world.add("Second");
            assertThat(world.admin().history(PageRequest.first(10)).changes())
                    .extracting(Change::instant)
                    .containsExactly(World.START, World.START);
        }
    }

    @Test
    default void aSaveIsNeverSplitBetweenPages() throws Exception {
        try (var world = World.on(this)) {
            world.add("First");
            world.admin()
                    .update(1)
                    .add(World.draft("Second"))
                    .add(World.draft("Third"))
                    .hide(World.GMAIL.id())
                    .apply();
            HistoryPage newest = world.admin().history(PageRequest.first(1));
            assertThat(newest.changes()).extracting(Change::revision).containsExactly(2L, 2L, 2L);
            HistoryPage oldest = world.admin().history(newest.next().orElseThrow());
            assertThat(oldest.changes()).extracting(Change::name).containsExactly("First");
            assertThat(oldest.next()).isEmpty();
            assertThat(world.admin().history(PageRequest.first(2)).changes()).hasSize(3);
            assertThat(world.admin().history(PageRequest.first(4)).changes()).hasSize(4);
        }
    }

    @Test
    default void theRecentHistoryIsNewestFirst() throws Exception {
        try (var world = World.on(this)) {
            for (int i = 1; i <= 5; i++) {
                world.add("Service " + i);
            }
            assertThat(world.admin().history(PageRequest.first(3)).changes())
                    .extracting(Change::name)
                    .containsExactly("Service 5", "Service 4", "Service 3");
            assertThat(world.admin().history(PageRequest.first(100)).changes()).hasSize(5);
        }
    }

    @Property(tries = 30)
    default void thePagesOfTheHistoryHoldEachEntryOnce(@ForAll @IntRange(min = 1, max = 6) int limit) {
        try (var world = World.on(this)) {
            for (int i = 0; i < 4; i++) {
                world.admin()
                        .update(2L * i)
                        .add(World.draft("Service " + i))
                        .allowManualEntry(i % 2 == 1)
                        .apply();
                if (i % 2 == 0) {
                    world.admin().hide(World.GMAIL.id());
                } else {
                    world.admin().show(World.GMAIL.id());
                }
                world.clock.move(Duration.ofMinutes(1));
            }
            List<Change> paged = new ArrayList<>();
            Optional<PageRequest> wanted = Optional.of(PageRequest.first(limit));
            while (wanted.isPresent()) {
                HistoryPage page = world.admin().history(wanted.get());
                assertThat(page.changes()).hasSizeBetween(limit == 1 ? 1 : 0, limit + 1);
                assertThat(page.gap()).isFalse();
                paged.addAll(page.changes());
                wanted = page.next();
            }
            Collections.reverse(paged);
            assertThat(paged).isEqualTo(World.history(world.admin())).hasSizeGreaterThan(8);
        }
    }

    @Test
    default void aPageIsLongerRatherThanSplitASave() throws Exception {
        try (var world = World.on(this)) {
            world.admin()
                    .update(0)
                    .add(World.draft("First"))
                    .add(World.draft("Second"))
                    .hide(World.GMAIL.id())
                    .apply();
            world.add("Third");
            world.add("Fourth");
            assertThat(world.admin().history(PageRequest.first(3)).changes())
                    .extracting(Change::name)
                    .containsExactly("Fourth", "Third", "Gmail", "Second", "First");
        }
    }

    @Test
    default void listenersAreToldOfTheChangesOfEveryNodeOnceAndInOrder() throws Exception {
        try (var world = World.on(this)) {
            world.add("Before");
            int count = 20;
            var told = new CopyOnWriteArrayList<String>();
            var all = new CountDownLatch(count);
            Subscription subscription = world.registry().onChange(change -> {
                told.add(change.name());
                all.countDown();
            });
            EmailServiceRegistry other = world.node();
            for (int i = 0; i < count; i++) {
                (i % 2 == 0 ? world.registry() : other).administration("x").add(World.draft("Service " + i));
            }
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            subscription.close();
            assertThat(told)
                    .containsExactlyElementsOf(IntStream.range(0, count)
                            .mapToObj(i -> "Service " + i)
                            .toList());
        }
    }

    @Test
    default void nodesThatShareAPollerAreToldAsIfEachHadItsOwn() throws Exception {
        try (var world = World.on(this);
                Poller poller = Poller.every(Duration.ofMillis(100))) {
            int nodes = 4;
            int count = 10;
            List<List<String>> told = new ArrayList<>();
            var all = new CountDownLatch(nodes * count);
            for (int i = 0; i < nodes; i++) {
                var names = new CopyOnWriteArrayList<String>();
                told.add(names);
                world.node(builder -> builder.poller(poller)).onChange(change -> {
                    names.add(change.name());
                    all.countDown();
                });
            }
            List<String> expected = IntStream.range(0, count)
                    .mapToObj(i -> world.add("Service " + i).name())
                    .toList();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(told).allSatisfy(names -> assertThat(names).isEqualTo(expected));
        }
    }

    @Test
    default void aListenerIsToldOfWhatAnotherNodeDoesThoughItsOwnNodeDoesNothing() throws Exception {
        try (var world = World.on(this)) {
            var told = new CompletableFuture<String>();
            Subscription subscription = world.registry().onChange(change -> told.complete(change.name()));
            world.node().administration("x").add(World.draft("Acme"));
            assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo("Acme");
            subscription.close();
        }
    }

    @Test
    default void aListenerThatThrowsOrIsSlowHarmsNobody() throws Exception {
        try (var world = World.on(this)) {
            var release = new CountDownLatch(1);
            var told = new CountDownLatch(2);
            var failing = new ArrayList<String>();
            Subscription slow = world.registry().onChange(change -> await(release));
            Subscription bad = world.registry().onChange(change -> {
                synchronized (failing) {
                    failing.add(change.name());
                }
                throw new IllegalStateException("on purpose");
            });
            Subscription good = world.registry().onChange(change -> told.countDown());
            world.add("First");
            world.edit(
                    world.add("Second"), ServiceDraft.from(world.add("Third")).withName("Renamed"));
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            List.of(slow, bad, good).forEach(Subscription::close);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
