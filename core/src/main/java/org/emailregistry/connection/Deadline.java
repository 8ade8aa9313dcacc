package org.emailregistry.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time that something must not go past. */
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

    /** For the timeouts of sockets, where 0 means for ever: at least 1, at most {@code limit}. */
    int millisWithin(Duration limit) {
        long nanos = Math.min(remainingNanos(), limit.toNanos());
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    /** Half of the time from now to this. */
    Deadline half() {
        return new Deadline(System.nanoTime() + remainingNanos() / 2);
    }

    /** The earlier of this and {@code time} from now. */
    Deadline within(Duration time) {
        long other = System.nanoTime() + time.toNanos();
        return other - end < 0 ? new Deadline(other) : this;
    }
}
