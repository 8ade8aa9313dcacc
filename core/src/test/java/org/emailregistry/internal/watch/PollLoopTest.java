package org.emailregistry.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Subscription;
import org.emailregistry.store.VersionReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollLoopTest {
    /** So long that whatever happens in a test does not happen because it is over. */
    private final PollLoop slow = new PollLoop(Duration.ofHours(1));

    private final PollLoop quick = new PollLoop(Duration.ofNanos(1_500_000));

    /** The threads that have looked, once a look. */
    private final BlockingQueue<Thread> looks = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        slow.close();
        quick.close();
    }

    private final Poll look = new TestPoll(() -> looks.add(Thread.currentThread()));

    private Thread nextLook() throws InterruptedException {
        Thread looking = looks.poll(60, TimeUnit.SECONDS);
        assertThat(looking).as("a look").isNotNull();
        return looking;
    }

    /** The thread of the slow poller, which has looked once and waits. */
    private Thread waiting() throws InterruptedException {
        slow.add(look);
        slow.wake(look);
        Thread thread = nextLook();
        awaitWaiting(thread);
        return thread;
    }

    private static void assertEnds(Thread thread) throws InterruptedException {
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static void awaitWaiting(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void looksComeUpToATenthEarlierThanThePeriodAndNeverLater() {
        assertThat(PollLoop.pause(1_000_000, 0)).isEqualTo(1_000_000);
        assertThat(PollLoop.pause(1_000_000, 0.5)).isEqualTo(950_000);
        assertThat(PollLoop.pause(1_000_000, Math.nextDown(1))).isEqualTo(900_000);
    }

    @Test
    void itLooksAgainAndAgainOnADaemonThreadAndWaitsInBetween() throws Exception {
        quick.add(look);
        Thread first = nextLook();

        assertThat(nextLook()).isSameAs(first);
        assertThat(nextLook()).isSameAs(first);
        assertThat(first.isDaemon()).isTrue();
        awaitWaiting(first);
    }

    @Test
    void wakingItMakesOneLookComeAtOnce() throws Exception {
        Thread thread = waiting();

        assertThat(looks).isEmpty();
        slow.wake(look);
        assertThat(nextLook()).isSameAs(thread);
    }

    @Test
    void wakingOneLookLeavesTheOthersToTheNextRound() throws Exception {
        BlockingQueue<Thread> others = new LinkedBlockingQueue<>();
        slow.add(new TestPoll(() -> others.add(Thread.currentThread())));
        waiting();

        assertThat(others).isEmpty();
    }

    @Test
    void theThreadEndsWithTheLastSubscriptionAndAnotherBeginsWithTheNext() throws Exception {
        Subscription one = slow.add(look);
        Subscription other = slow.add(new TestPoll(() -> {}));
        slow.wake(look);
        Thread first = nextLook();
        awaitWaiting(first);

        other.close();
        slow.wake(look);
        assertThat(nextLook()).isSameAs(first);
        awaitWaiting(first);
        one.close();
        assertEnds(first);

        slow.add(look);
        slow.wake(look);
        assertThat(nextLook()).isNotSameAs(first);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLookThatThrowsEndsNeitherTheThreadNorOtherLooks(boolean error) throws Exception {
        var failing = new TestPoll(() -> {
            if (error) {
                throw new LinkageError("on purpose");
            }
            throw new IllegalStateException("on purpose");
        });
        slow.add(failing);
        slow.add(look);
        slow.wake(failing);
        slow.wake(look);
        Thread first = nextLook();
        slow.wake(failing);
        slow.wake(look);

        assertThat(nextLook()).isSameAs(first);
    }

    @Test
    void anInterruptEndsNothing() throws Exception {
        Thread thread = waiting();
        thread.interrupt();
        await().until(() -> !thread.isInterrupted() && thread.getState() == Thread.State.TIMED_WAITING);
        slow.wake(look);

        assertThat(nextLook()).isSameAs(thread);
    }

    @Test
    void closingEndsTheThreadAndNothingIsAddedAfterwards() throws Exception {
        Thread thread = waiting();
        slow.close();
        slow.close();

        assertEnds(thread);
        assertThatThrownBy(() -> slow.add(look)).isInstanceOf(IllegalStateException.class);
    }

    /** A look that tells whether it was read for, and what. */
    private record SharedLook(String tenant, VersionReader versions, BlockingQueue<String> told) implements Poll {
        @Override
        public void alone() {
            told.add(tenant + " alone");
        }

        @Override
        public Optional<VersionReader> reader() {
            return Optional.of(versions);
        }

        @Override
        public Consumer<CatalogVersion> begin() {
            told.add(tenant + " begins");
            return version -> told.add(tenant + " at " + version.revision());
        }
    }

    /** Has all of these looked at in one go, and returns when they were. */
    private void lookAtOnce(List<? extends Poll> all) throws InterruptedException {
        var busy = new CountDownLatch(1);
        var ready = new CountDownLatch(1);
        var keeping = new TestPoll(() -> {
            busy.countDown();
            try {
                ready.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        slow.add(keeping);
        all.forEach(slow::add);
        slow.wake(keeping);
        busy.await();
        all.forEach(slow::wake);
        slow.add(look);
        slow.wake(look);
        ready.countDown();
        // It looks at those who look by themselves first.
        awaitWaiting(nextLook());
    }

    private static Map<String, CatalogVersion> versions(Collection<String> tenants) {
        Map<String, CatalogVersion> versions = new HashMap<>();
        tenants.forEach(tenant -> versions.put(tenant, new CatalogVersion(Long.parseLong(tenant), "commit")));
        return versions;
    }

    @Test
    void looksOfOneReaderAreReadForTogetherAfterAllHaveBegun() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        VersionReader reader = tenants -> {
            told.add("asked for " + tenants);
            return versions(List.of("1", "3"));
        };
        lookAtOnce(List.of(
                new SharedLook("1", reader, told),
                new SharedLook("2", reader, told),
                new SharedLook("3", reader, told)));

        assertThat(told)
                .containsExactly(
                        "1 begins", "2 begins", "3 begins", "asked for [1, 2, 3]", "1 at 1", "2 alone", "3 at 3");
    }

    @Test
    void aLookThatHasAReaderForItselfLooksAlone() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        lookAtOnce(List.of(
                new SharedLook("1", tenants -> versions(tenants), told),
                new SharedLook("2", tenants -> versions(tenants), told)));

        assertThat(told).containsExactly("1 alone", "2 alone");
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "502, 500 2", "1000, 500 500"})
    void aReaderIsAskedForFiveHundredTenantsAtOnce(int tenants, String expected) throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        List<String> sizes = new CopyOnWriteArrayList<>();
        VersionReader reader = asked -> {
            sizes.add(String.valueOf(asked.size()));
            return versions(asked);
        };
        lookAtOnce(IntStream.range(0, tenants)
                .mapToObj(i -> new SharedLook(String.valueOf(i), reader, told))
                .toList());

        assertThat(String.join(" ", sizes)).isEqualTo(expected);
        assertThat(told)
                .contains("0 at 0", (tenants - 1) + " at " + (tenants - 1))
                .hasSize(2 * tenants);
    }

    @Test
    void aReaderThatFailsHarmsOnlyItsOwnLooks() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        VersionReader failing = tenants -> {
            throw new IllegalStateException("on purpose");
        };
        VersionReader reader = PollLoopTest::versions;
        lookAtOnce(List.of(
                new SharedLook("1", failing, told),
                new SharedLook("2", failing, told),
                new SharedLook("3", reader, told),
                new SharedLook("4", reader, told)));

        assertThat(told).containsExactly("1 begins", "2 begins", "3 begins", "4 begins", "3 at 3", "4 at 4");
    }
}
