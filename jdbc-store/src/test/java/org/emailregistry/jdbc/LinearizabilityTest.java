package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.emailregistry.jdbc.Linearizability.Call;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there for, on a register that is written and read. */
class LinearizabilityTest {
    private static Call<Integer> write(int value, long invoked, long returned) {
        return new Call<>("write " + value, invoked, returned, state -> Optional.of(value));
    }

    private static Call<Integer> read(int value, long invoked, long returned) {
        return new Call<>(
                "read " + value, invoked, returned, state -> Optional.of(state).filter(now -> now == value));
    }

    private static Optional<String> violation(List<Call<Integer>> calls) {
        return Linearizability.violation(0, calls);
    }

    @Test
    void readDuringAWriteMaySeeEitherValue() {
        assertThat(violation(List.of(write(1, 0, 9), read(0, 1, 2), read(1, 3, 4))))
                .isEmpty();
        assertThat(violation(List.of(write(1, 0, 9), read(1, 1, 2), read(1, 3, 4))))
                .isEmpty();
    }

    @Test
    void valueDoesNotComeBack() {
        assertThat(violation(List.of(write(1, 0, 9), read(1, 1, 2), read(0, 3, 4))))
                .hasValueSatisfying(text -> assertThat(text).contains("explains read 0"));
    }

    @Test
    void staleReadIsFoundAndItsWindowLeavesOutWhatWasBefore() {
        assertThat(violation(List.of(write(7, 0, 1), write(1, 2, 3), write(2, 4, 5), read(1, 6, 7))))
                .hasValueSatisfying(text -> assertThat(text).contains("read 1").doesNotContain("write 7"));
    }

    @Test
    void lostUpdateIsFound() {
        // Two increments by reading and writing: both say that they made a 1.
        Call<Integer> first =
                new Call<>("increment to 1", 0, 5, s -> Optional.of(s + 1).filter(n -> n == 1));
        Call<Integer> second =
                new Call<>("increment to 1", 1, 6, s -> Optional.of(s + 1).filter(n -> n == 1));
        assertThat(violation(List.of(first, second))).isPresent();
    }

    @Test
    void callWithoutAnAnswerMayTakeEffectAtAnyLaterTimeOrNever() {
        Call<Integer> lost = write(1, 0, Long.MAX_VALUE);
        assertThat(violation(List.of(lost, read(0, 1, 2), read(0, 3, 4)))).isEmpty();
        assertThat(violation(List.of(lost, read(0, 1, 2), read(1, 3, 4)))).isEmpty();
        assertThat(violation(List.of(lost, read(1, 1, 2), read(0, 3, 4)))).isPresent();
        assertThat(violation(List.of(read(1, 1, 2), write(1, 3, Long.MAX_VALUE))))
                .isPresent();
    }

    /** Any history that was made from points in time is linearizable, and is not when one read is of another time. */
    @Test
    void longRandomHistoriesAreJudgedRightly() {
        for (int seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            List<Call<Integer>> calls = new ArrayList<>();
            int value = 0;
            for (int i = 1; i <= 1000; i++) {
                long effect = i * 100L;
                long invoked = effect - random.nextInt(400);
                long returned = effect + random.nextInt(400);
                if (random.nextBoolean()) {
                    value = i;
                    calls.add(write(value, invoked, returned));
                } else {
                    calls.add(read(value, invoked, returned));
                }
            }
            assertThat(violation(calls)).as("seed %s", seed).isEmpty();
            calls.add(read(-1, 50_000, 50_500));
            assertThat(violation(calls)).as("seed %s, spoilt", seed).isPresent();
        }
    }
}
