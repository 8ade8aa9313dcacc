package org.emailregistry.connection;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes sockets whose other side takes nothing any more: a write has no timeout of its own. */
@FunctionalInterface
interface StalledWrites {
    /** For those who watch the time by other means. */
    StalledWrites UNWATCHED = (socket, timeout) -> () -> false;

    /**
     * Begins to watch one write.
     *
     * @throws SocketException if nothing is watched any more
     */
    Watch begin(Socket socket, Duration timeout) throws SocketException;

    /** The watch over one write. */
    @FunctionalInterface
    interface Watch {
        /** Ends it. Returns whether the socket was closed because the write took too long. */
        boolean end();
    }

    /** Watches on a thread of its executor. */
    static StalledWrites on(ScheduledThreadPoolExecutor executor) {
        return (socket, timeout) -> {
            var late = new AtomicBoolean();
            Future<?> closing;
            try {
                closing = executor.schedule(() -> close(socket, late), timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                throw new SocketException("closed");
            }
            return () -> {
                closing.cancel(false);
                return late.get();
            };
        };
    }

    private static void close(Socket socket, AtomicBoolean late) {
        late.set(true);
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone all the same.
        }
    }
}
