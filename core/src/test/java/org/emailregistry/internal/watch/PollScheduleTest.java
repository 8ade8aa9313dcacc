package org.emailregistry.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
    /** What wakes the rounds, once a time that the store was asked to push. */
    private final List<Runnable> pushes = new ArrayList<>();

    private final AtomicInteger pushesEnded = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Semaphore looks = new Semaphore(0);

    /** So slow that it looks only when it is woken. */
    private final PollLoop rounds = new PollLoop(Duration.ofHours(1));

    private final PollSchedule pulse = new PollSchedule(
            (RegistryStore) Proxy.newProxyInstance(
                    RegistryStore.class.getClassLoader(),
                    new Class<?>[] {RegistryStore.class},
                    (proxy, method, arguments) -> {
                        pushes.add((Runnable) arguments[0]);
                        return Optional.of((Subscription) pushesEnded::incrementAndGet);
                    }),
            rounds,
            new TestPoll(looks::release));

    @AfterEach
    void close() {
        rounds.close();
    }

    private Subscription begin() {
        return pulse.during(closed::incrementAndGet);
    }

    private void assertLooksWhenPushed(int push) throws InterruptedException {
        pushes.get(push).run();
        assertThat(looks.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itLooksWhenTheStorePushesAsLongAsSomebodyIsInterested() throws Exception {
        Subscription one = begin();
        Subscription other = begin();
        assertThat(pushes).hasSize(1);
        assertLooksWhenPushed(0);

        one.close();
        one.close();
        assertThat(closed).hasValue(1);
        assertThat(pushesEnded).hasValue(0);
        assertLooksWhenPushed(0);

        other.close();
        assertThat(closed).hasValue(2);
        assertThat(pushesEnded).hasValue(1);
    }

    @Test
    void itBeginsAgainWithTheNextWhoIsInterested() throws Exception {
        begin().close();
        begin();

        assertThat(pushes).hasSize(2);
        assertLooksWhenPushed(1);
    }

    @Test
    void whatWasStoppedIsNotStoppedOnceMore() {
        begin();
        pulse.stop();
        pulse.stop();

        assertThat(pushesEnded).hasValue(1);
    }
}
