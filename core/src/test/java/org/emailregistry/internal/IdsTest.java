package org.emailregistry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final Ids ids = new Ids(() -> now);

    @Test
    void timeOrderedIdsAreUuidsOfVersionSevenAndRiseEvenWithinAMillisecondOrWhenTheClockGoesBack() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (i == 5_000) {
                now = now.minusSeconds(60);
            }
            made.add(ids.timeOrdered());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        UUID first = UUID.fromString(made.get(0));
        assertThat(first).hasToString(made.get(0));
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(first.getMostSignificantBits() >>> 16)
                .isEqualTo(Instant.parse("2026-11-23T12:00:00Z").toEpochMilli());
    }

    @Test
    void idsFollowTheClock() {
        String before = ids.timeOrdered();
        now = now.plusMillis(1);

        assertThat(new Ids(() -> now).timeOrdered()).isGreaterThan(before);
        assertThat(ids.random()).hasSize(32).isNotEqualTo(ids.random());
    }
}
