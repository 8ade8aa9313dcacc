package org.emailregistry.connection;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.emailregistry.probe.Phase;

/** The present phase of a connection and the duration of each phase so far. Thread-safe. */
final class Progress {
    private final Map<Phase, Duration> timing = new EnumMap<>(Phase.class);
    private Phase phase = Phase.DNS;
    private long since = System.nanoTime();

    synchronized void enter(Phase next) {
        account();
        phase = next;
    }

    synchronized Phase phase() {
        return phase;
    }

    synchronized Map<Phase, Duration> timing() {
        account();
        return new EnumMap<>(timing);
    }

    private void account() {
        long now = System.nanoTime();
        timing.merge(phase, Duration.ofNanos(now - since), Duration::plus);
        since = now;
    }
}
