package org.emailregistry.internal.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/** Runs a task on an executor whenever it is signalled, one run at a time. Thread-safe. */
public final class SerialTask {
    private final Executor executor;
    private final Runnable task;
    private final Logger log;

    /** Above zero while the task runs; each signal meanwhile makes it run once more. */
    private final AtomicInteger signals = new AtomicInteger();

    /**
     * A task that has not been signalled yet.
     *
     * @param log where it is said that the executor takes no more tasks
     */
    SerialTask(Executor executor, Runnable task, Logger log) {
        this.executor = executor;
        this.task = task;
        this.log = log;
    }

    /** Has the task run after this call. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                signals.set(0);
                log.warn("The scheduler takes no more tasks; listeners are told nothing", e);
            }
        }
    }

    private void run() {
        int left = signals.get();
        while (left != 0) {
            task.run();
            left = signals.addAndGet(-left);
        }
    }
}
