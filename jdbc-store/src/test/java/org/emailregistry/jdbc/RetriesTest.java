package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.api.Test;

/** How long a call goes on trying, in a time of its own. */
class RetriesTest {
    private static final int CALLERS = 1000;
    /** As the clock of a JVM may, this one passes the greatest number. */
    private static final long BEGAN = Long.MAX_VALUE - 1;

    /** Time passes in pauses, and in what each attempt takes. */
    private static final class Call {
        final List<Long> pauses = new ArrayList<>();
        final long each;
        final Retries retries;
        long now = BEGAN;

        Call(Duration each) {
            this.each = each.toNanos();
            this.retries = new Retries(() -> now, this::sleep);
        }

        private void sleep(long nanos) {
            pauses.add(nanos);
            now += nanos;
        }

        void fail() {
            fail(conflict());
        }

        void fail(SQLException e) {
            now += each;
            retries.failed(e, false);
        }
    }

    @Test
    void pausesAreRandomAndTwiceAsLongEachTime() {
        List<List<Long>> pauses = new ArrayList<>();
        for (int failure = 1; failure < Retries.MOST; failure++) {
            pauses.add(new ArrayList<>());
        }
        for (int caller = 0; caller < CALLERS; caller++) {
            var call = new Call(Duration.ZERO);
            for (List<Long> each : pauses) {
                call.fail(disconnect());
                each.add(call.pauses.get(call.pauses.size() - 1));
            }
            assertThatThrownBy(() -> call.fail(disconnect()))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE));
            assertThat(call.pauses).hasSize(Retries.MOST - 1);
        }
        long bound = Duration.ofMillis(8).toNanos();
        for (List<Long> each : pauses) {
            // That a thousand numbers leave out a quarter of their range does not happen.
            assertThat(Collections.min(each)).isBetween(0L, bound / 4);
            assertThat(Collections.max(each)).isBetween(bound / 4 * 3, bound - 1);
            assertThat(new HashSet<>(each)).as("callers who part").hasSizeGreaterThan(CALLERS / 2);
            bound *= 2;
        }
    }

    @Test
    void conflictsAreTriedMoreOftenThanOtherFailuresWithPausesThatStopGrowing() {
        List<Long> last = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            var call = new Call(Duration.ZERO);
            for (int failure = 1; failure < Retries.MOST_CONFLICTS; failure++) {
                call.fail();
            }
            last.add(call.pauses.get(call.pauses.size() - 1));
            assertThatThrownBy(call::fail)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TIMEOUT));
        }
        assertThat(Collections.max(last))
                .isBetween(
                        Duration.ofMillis(48).toNanos(), Duration.ofMillis(64).toNanos() - 1);
    }

    @Test
    void aConflictAfterOtherFailuresIsTriedAgain() {
        var call = new Call(Duration.ZERO);
        for (int failure = 1; failure < Retries.MOST; failure++) {
            call.fail(disconnect());
        }
        call.fail();
        assertThatThrownBy(() -> call.fail(disconnect())).isInstanceOf(StoreException.class);
    }

    @Test
    void nothingIsTriedAfterTwoSeconds() {
        var call = new Call(Duration.ofMillis(900));
        call.fail();
        call.fail();
        assertThatThrownBy(call::fail).isInstanceOf(StoreException.class);
        assertThat(call.pauses).as("none after the last attempt").hasSize(2);
    }

    @Test
    void aPauseThatWouldEndTooLateIsNotBegun() {
        int begun = 0;
        for (int caller = 0; caller < CALLERS; caller++) {
            // Half of the first pauses fit in.
            var call = new Call(Duration.ofSeconds(2).minusMillis(4));
            try {
                call.fail();
                begun++;
                assertThat(call.pauses.get(0))
                        .isLessThanOrEqualTo(Duration.ofMillis(4).toNanos());
            } catch (StoreException e) {
                assertThat(call.pauses).isEmpty();
            }
        }
        assertThat(begun).isBetween(CALLERS / 4, CALLERS / 4 * 3);
    }

    @Test
    void anInterruptedCallGivesUpAndStaysInterrupted() {
        var retries = new Retries(() -> 0, nanos -> {
            throw new InterruptedException();
        });
        try {
            assertThatThrownBy(() -> retries.failed(conflict(), false)).isInstanceOf(StoreException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static SQLException disconnect() {
        return new SQLException("disconnect", "08006");
    }

    private static SQLException conflict() {
        return new SQLException("conflict", "40001");
    }
}
