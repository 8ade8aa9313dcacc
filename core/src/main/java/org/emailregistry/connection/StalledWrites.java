package org.emailregistry.connection;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes sockets whose other side takes nothing any more: a write has no timeout of its own. */
@FunctionalInterface
interface StalledWrites {
    /** For those who watch the time by other means. */
    StalledWrites UNWATCHED = (socket, timeout) -> () -> {};

    /**
     * Begins to watch one write.
     *
     * @return to be run when it is done
     */
    Runnable begin(Socket socket, Duration timeout);

    /** Watches on a thread of its executor. */
    static StalledWrites on(ScheduledThreadPoolExecutor executor) {
        return (socket, timeout) -> {
            Future<?> closing = executor.schedule(() -> close(socket), timeout.toNanos(), TimeUnit.NANOSECONDS);
            return () -> closing.cancel(false);
        };
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone all the same.
        }
    }
}
