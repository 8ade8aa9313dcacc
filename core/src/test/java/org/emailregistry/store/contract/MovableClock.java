package org.emailregistry.store.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Thread-safe. */
public final class MovableClock implements InstantSource {
    private final AtomicReference<Instant> now;

    /** A clock that shows an instant. */
    public MovableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.updateAndGet(instant -> instant);
    }

    /** Moves the clock, backwards if the duration is negative. */
    public void move(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }
}
