package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollerTest {
    /** So long that whatever happens in a test does not happen because it is over. */
    private final Poller slow = Poller.every(Duration.ofHours(1));

    private final Poller quick = Poller.every(Duration.ofNanos(1_500_000));

    /** The threads that have looked, once a look. */
    private final BlockingQueue<Thread> looks = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        slow.close();
        quick.close();
    }

    private final Look look = new TestLook(() -> looks.add(Thread.currentThread()));

    private Thread nextLook() throws InterruptedException {
        Thread looking = looks.poll(60, TimeUnit.SECONDS);
        assertThat(looking).as("a look").isNotNull();
        return looking;
    }

    private static void assertEnds(Thread thread) throws InterruptedException {
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static void awaitWaiting(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void aPeriodIsLongerThanNothing() {
        assertThatThrownBy(() -> Poller.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Poller.every(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Poller.every(Duration.ofNanos(1)).period()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void looksComeUpToATenthEarlierThanThePeriodAndNeverLater() {
        assertThat(Poller.pause(1_000_000, 0)).isEqualTo(1_000_000);
        assertThat(Poller.pause(1_000_000, 0.5)).isEqualTo(950_000);
        assertThat(Poller.pause(1_000_000, Math.nextDown(1))).isEqualTo(900_000);
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
        slow.add(look);
        slow.wake(look);
        Thread thread = nextLook();

        awaitWaiting(thread);
        assertThat(looks).isEmpty();
        slow.wake(look);
        assertThat(nextLook()).isSameAs(thread);
    }

    @Test
    void wakingOneLookLeavesTheOthersToTheNextRound() throws Exception {
        BlockingQueue<Thread> others = new LinkedBlockingQueue<>();
        slow.add(new TestLook(() -> others.add(Thread.currentThread())));
        slow.add(look);
        slow.wake(look);
        awaitWaiting(nextLook());

        assertThat(others).isEmpty();
    }

    @Test
    void theThreadEndsWithTheLastSubscriptionAndAnotherBeginsWithTheNext() throws Exception {
        Subscription one = slow.add(look);
        Subscription other = slow.add(new TestLook(() -> {}));
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

    @Test
    void aLookThatThrowsEndsNeitherTheThreadNorOtherLooks() throws Exception {
        var failing = new TestLook(() -> {
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
        slow.add(look);
        slow.wake(look);
        Thread thread = nextLook();
        awaitWaiting(thread);
        thread.interrupt();
        await().until(() -> !thread.isInterrupted() && thread.getState() == Thread.State.TIMED_WAITING);
        slow.wake(look);

        assertThat(nextLook()).isSameAs(thread);
    }

    @Test
    void closingEndsTheThreadAndNothingIsAddedAfterwards() throws Exception {
        slow.add(look);
        slow.wake(look);
        Thread thread = nextLook();
        awaitWaiting(thread);
        slow.close();
        slow.close();

        assertEnds(thread);
        assertThatThrownBy(() -> slow.add(look)).isInstanceOf(IllegalStateException.class);
    }
}
