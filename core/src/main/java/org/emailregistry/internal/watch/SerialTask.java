package org.emailregistry.internal.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/** Runs a task on an executor after each signal, one run at a time. Thread-safe. */
public final class SerialTask {
    private final Executor executor;
    private final Runnable task;
    private final Logger log;

    /** Positive while the task runs or is scheduled; signals during a run cause one more run. */
    private final AtomicInteger signals = new AtomicInteger();

    /**
     * Creates a task that first runs after the first signal.
     *
     * @param log receives a warning if the executor rejects the task, or the task fails
     */
    SerialTask(Executor executor, Runnable task, Logger log) {
        this.executor = executor;
        this.task = task;
        this.log = log;
    }

    /** Requests a run of the task that begins after this call. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                signals.set(0);
                log.warn("The listener executor rejected a task: a listener is not notified until the next signal", e);
            }
        }
    }

    private void run() {
        int left = signals.get();
        while (left != 0) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // It must not end the runs after the next signals.
                log.warn("A task of a listener failed; the next signal runs it again", e);
            }
            left = signals.addAndGet(-left);
        }
    }
}
