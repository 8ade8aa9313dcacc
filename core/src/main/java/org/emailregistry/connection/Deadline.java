package org.emailregistry.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time before which work has to end. Immutable. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    long remainingNanos() {
        return end - System.nanoTime();
    }

    boolean expired() {
        return remainingNanos() <= 0;
    }

    /**
     * Returns the remaining time in milliseconds for a socket timeout: at least 1, because 0 means no timeout, and at
     * most {@code limit}.
     */
    int millisWithin(Duration limit) {
        long nanos = Math.min(remainingNanos(), limit.toNanos());
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    /** Returns the deadline halfway between now and this one. */
    Deadline half() {
        return new Deadline(System.nanoTime() + remainingNanos() / 2);
    }

    /** Returns the earlier of this deadline and {@code time} from now. */
    Deadline within(Duration time) {
        long other = System.nanoTime() + time.toNanos();
        return other - end < 0 ? new Deadline(other) : this;
    }
}
