package org.emailregistry.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.emailregistry.internal.vault.Signatures;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.RegistryStore;
import org.junit.jupiter.api.Test;

class CatalogCacheTest {
    private static final CatalogVersion OLD = new CatalogVersion(1, "old");
    private static final CatalogVersion NEW = new CatalogVersion(2, "new");

    private volatile CatalogVersion stored = OLD;
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();
    /** What happens after the catalog was read and before the reader has it, each once. */
    private final Queue<Runnable> whileReading = new ConcurrentLinkedQueue<>();

    /** About to overflow, as a ticker may be. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    /** What happens before the time is told, each once. */
    private final Queue<Runnable> beforeTicks = new ConcurrentLinkedQueue<>();

    private final CatalogCache cache = new CatalogCache(
            (RegistryStore) Proxy.newProxyInstance(
                    RegistryStore.class.getClassLoader(),
                    new Class<?>[] {RegistryStore.class},
                    (proxy, method, arguments) -> method.getName().equals("version") ? version() : catalog()),
            List.of(),
            false,
            new Signatures(Optional.empty(), "tenant"),
            this::tick,
            1_000);

    private CatalogVersion version() {
        questions.incrementAndGet();
        return stored;
    }

    private CatalogState catalog() {
        readings.incrementAndGet();
        CatalogVersion version = stored;
        runNext(whileReading);
        return new CatalogState(version, Instant.EPOCH, List.of(), ManualEntryRow.INITIAL);
    }

    private long tick() {
        runNext(beforeTicks);
        return nanos.get();
    }

    private static void runNext(Queue<Runnable> waiting) {
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }

    /** Begins a reading in a thread of its own, and returns when it waits for the reading that is under way. */
    private static void begin(Supplier<Snapshot> reading, CompletableFuture<CatalogVersion> got) {
        var thread = new Thread(() -> got.complete(reading.get().version()));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void theStoreIsAskedAgainWhenTheBoundIsReachedAndNotBefore() {
        cache.recent();
        stored = NEW;
        nanos.addAndGet(999);
        assertThat(cache.recent().version()).isEqualTo(OLD);
        nanos.addAndGet(1);
        assertThat(cache.recent().version()).isEqualTo(NEW);
    }

    @Test
    void aLookThatFindsNothingNewReadsNothingAndCountsAsFresh() {
        cache.recent();
        nanos.addAndGet(1_000);
        cache.recent();
        nanos.addAndGet(999);
        cache.recent();

        assertThat(questions).hasValue(1);
        assertThat(readings).hasValue(1);
    }

    @Test
    void whatWasReadSinceOneAskedIsFreshEnough() throws Exception {
        var other = new CompletableFuture<CatalogVersion>();
        beforeTicks.add(() -> {});
        beforeTicks.add(() -> {
            begin(cache::fresh, other);
            nanos.incrementAndGet();
        });

        assertThat(cache.fresh().version()).isEqualTo(OLD);
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(OLD);
        assertThat(readings).hasValue(1);
        assertThat(questions).hasValue(0);
    }

    @Test
    void whatWasReadBeforeOneAskedIsNotFreshEnough() throws Exception {
        var other = new CompletableFuture<CatalogVersion>();
        whileReading.add(() -> {
            stored = NEW;
            begin(cache::fresh, other);
        });

        assertThat(cache.fresh().version()).isEqualTo(OLD);
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(NEW);
    }

    @Test
    void aVersionIsReadOnceHoweverManyWantIt() throws Exception {
        var other = new CompletableFuture<CatalogVersion>();
        whileReading.add(() -> begin(() -> cache.at(OLD), other));

        assertThat(cache.at(OLD).version()).isEqualTo(OLD);
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(OLD);
        assertThat(cache.at(OLD).version()).isEqualTo(OLD);
        assertThat(readings).hasValue(1);
    }

    @Test
    void aVersionThatIsNotTheOneAtHandIsReadEvenIfAnotherWasReadMeanwhile() throws Exception {
        var other = new CompletableFuture<CatalogVersion>();
        whileReading.add(() -> {
            stored = NEW;
            begin(() -> cache.at(NEW), other);
        });

        assertThat(cache.at(OLD).version()).isEqualTo(OLD);
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(NEW);
    }

    @Test
    void eachNewVersionIsToldOnceAndBeforeTheCallReturns() {
        List<CatalogVersion> told = new ArrayList<>();
        cache.onNew(snapshot -> told.add(snapshot.version()));
        cache.fresh();
        cache.fresh();
        assertThat(told).containsExactly(OLD);
        stored = NEW;
        cache.at(NEW);
        cache.at(NEW);
        cache.fresh();
        assertThat(told).containsExactly(OLD, NEW);
    }

    @Test
    void whatSomebodyElseReadsIsAsOldAsItsBeginning() {
        cache.recent();
        nanos.addAndGet(1_000);
        Function<CatalogVersion, Snapshot> reading = cache.begin();
        nanos.addAndGet(500);
        assertThat(reading.apply(OLD).version()).isEqualTo(OLD);
        nanos.addAndGet(499);
        cache.recent();
        assertThat(questions).hasValue(0);
        nanos.addAndGet(1);
        cache.recent();
        assertThat(questions).hasValue(1);
        assertThat(readings).hasValue(1);
    }

    @Test
    void aNewVersionThatSomebodyElseReadIsReadAndTold() {
        List<CatalogVersion> told = new ArrayList<>();
        cache.onNew(snapshot -> told.add(snapshot.version()));
        cache.recent();
        nanos.incrementAndGet();
        stored = NEW;

        assertThat(cache.begin().apply(NEW).version()).isEqualTo(NEW);
        assertThat(told).containsExactly(OLD, NEW);
    }
}
