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

/**
 * Closes sockets whose other side does not accept written bytes in time: blocking writes have no timeout of their own.
 */
@FunctionalInterface
interface StalledWrites {
    /** Watches nothing: for callers that limit the time otherwise. */
    StalledWrites UNWATCHED = (socket, timeout) -> () -> false;

    /**
     * Begins to watch one write.
     *
     * @throws SocketException if the watch has ended for good
     */
    Watch begin(Socket socket, Duration timeout) throws SocketException;

    /** The watch over one write. */
    @FunctionalInterface
    interface Watch {
        /** Ends the watch. Returns whether the socket was closed because the write took too long. */
        boolean end();
    }

    /** Returns an instance that closes sockets on a thread of the executor. */
    static StalledWrites on(ScheduledThreadPoolExecutor executor) {
        return (socket, timeout) -> {
            var late = new AtomicBoolean();
            Future<?> closing;
            try {
                closing = executor.schedule(() -> close(socket, late), timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                throw new SocketException("the watch over writes was closed; no further data can be sent");
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
            // The descriptor is released in any case.
        }
    }
}
