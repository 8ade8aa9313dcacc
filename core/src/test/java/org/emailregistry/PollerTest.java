package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollerTest {
    @Test
    void aPeriodIsLongerThanNothing() {
        assertThatThrownBy(() -> Poller.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Poller.every(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Poller.every(Duration.ofNanos(1)).period()).isEqualTo(Duration.ofNanos(1));
    }
}
