package org.emailregistry.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.ChangePage;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.Test;

class FeedTest {
    /** The revision of the store, which gives its history one change a page. */
    private long revision = 7;

    /** After which revisions the history was asked for. */
    private final List<Long> asked = new ArrayList<>();

    private boolean storeFails;
    private boolean schedulerIsFull;
    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private final List<Long> told = new ArrayList<>();

    private final Feed feed = new Feed(
            (RegistryStore) Proxy.newProxyInstance(
                    RegistryStore.class.getClassLoader(),
                    new Class<?>[] {RegistryStore.class},
                    (proxy, method, arguments) -> method.getName().equals("version")
                            ? new CatalogVersion(revision, "commit")
                            : page((Long) arguments[0])),
            task -> {
                if (schedulerIsFull) {
                    throw new RejectedExecutionException("full");
                }
                scheduled.add(task);
            });

    private ChangePage page(long after) {
        asked.add(after);
        if (storeFails) {
            throw new StoreException(StoreException.Kind.UNAVAILABLE, "The line is cut.", null);
        }
        return after < revision
                ? new ChangePage(List.of(change(after + 1)), after + 1, false)
                : new ChangePage(List.of(), after, false);
    }

    private static Change change(long revision) {
        return new Change(
                revision,
                Instant.EPOCH,
                "root",
                Change.Kind.MANUAL_ENTRY_ALLOWED,
                Optional.empty(),
                "",
                Map.of(),
                Map.of(),
                List.of(),
                "");
    }

    private void commit() {
        revision++;
        feed.see(revision);
    }

    private void runScheduled() {
        for (Runnable task = scheduled.poll(); task != null; task = scheduled.poll()) {
            task.run();
        }
    }

    @Test
    void aListenerIsToldOfWhatCameAfterItPageByPageInOneTask() {
        feed.add(change -> told.add(change.revision()));
        feed.see(7);
        assertThat(scheduled).as("nothing new").isEmpty();

        commit();
        commit();
        assertThat(scheduled).hasSize(1);
        runScheduled();
        assertThat(told).containsExactly(8L, 9L);
        feed.see(9);
        assertThat(scheduled).isEmpty();

        commit();
        runScheduled();
        assertThat(told).containsExactly(8L, 9L, 10L);
    }

    @Test
    void theHistoryIsReadToItsEndAndOnceMoreIfThereWasNewsMeanwhile() {
        feed.add(change -> {
            told.add(change.revision());
            if (told.size() == 1) {
                feed.see(revision + 1);
            }
        });
        commit();
        assertThat(scheduled).hasSize(1);
        runScheduled();

        assertThat(told).containsExactly(8L);
        assertThat(asked).containsExactly(7L, 8L, 8L);
    }

    @Test
    void aListenerWhoClosesItsSubscriptionIsToldNothingMore() {
        List<Subscription> subscriptions = new ArrayList<>();
        subscriptions.add(feed.add(change -> {
            told.add(change.revision());
            subscriptions.get(0).close();
        }));
        assertThat(feed.isEmpty()).isFalse();
        commit();
        commit();
        runScheduled();

        assertThat(told).containsExactly(8L);
        assertThat(asked).as("nothing is read for nobody").containsExactly(7L);
        assertThat(feed.isEmpty()).isTrue();
        commit();
        assertThat(scheduled).isEmpty();
    }

    @Test
    void whatCouldNotBeReadOrScheduledIsToldWithTheNextNews() {
        feed.add(change -> told.add(change.revision()));
        storeFails = true;
        commit();
        runScheduled();
        storeFails = false;
        schedulerIsFull = true;
        commit();
        schedulerIsFull = false;
        assertThat(told).isEmpty();
        commit();
        runScheduled();

        assertThat(told).containsExactly(8L, 9L, 10L);
    }
}
