package org.emailregistry.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A resolver whose look-ups are abandoned after a timeout. The platform's look-up cannot be interrupted, so an
 * abandoned one keeps its thread; at most 32 run at a time, and others wait for their turn within the same timeout.
 */
final class TimedResolver implements HostResolver {
    private static final int MAXIMUM_LOOKUPS = 32;

    private final HostResolver resolver;
    private final Executor executor;
    private final Duration timeout;
    private final Semaphore lookups = new Semaphore(MAXIMUM_LOOKUPS);

    TimedResolver(HostResolver resolver, Executor executor, Duration timeout) {
        this.resolver = resolver;
        this.executor = executor;
        this.timeout = timeout;
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        var lookup = new FutureTask<>(() -> resolver.resolve(host));
        long end = System.nanoTime() + timeout.toNanos();
        awaitTurn();
        try {
            executor.execute(() -> {
                try {
                    lookup.run();
                } finally {
                    lookups.release();
                }
            });
        } catch (RejectedExecutionException e) {
            lookups.release();
            throw new BusyException();
        }
        return await(lookup, end - System.nanoTime());
    }

    private void awaitTurn() throws UnknownHostException {
        try {
            if (!lookups.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GivenUpException();
        }
    }

    private static List<InetAddress> await(FutureTask<List<InetAddress>> lookup, long nanos)
            throws UnknownHostException {
        try {
            return lookup.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new GivenUpException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GivenUpException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("the host resolver failed with an unexpected exception", e.getCause());
        }
    }

    /** Thrown if a look-up did not begin in time, because too many others were running. */
    static final class BusyException extends UnknownHostException {
        private static final long serialVersionUID = 1;
    }

    /** Thrown if a look-up was abandoned; the name may exist. */
    static final class GivenUpException extends UnknownHostException {
        private static final long serialVersionUID = 1;
    }
}
