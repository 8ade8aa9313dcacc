package org.emailregistry.benchmarks;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the bytes that the tasks of an executor allocate. */
final class CountedThreads extends AbstractExecutorService {
    private final ExecutorService threads;
    private final AtomicLong allocated;

    CountedThreads(ExecutorService threads, AtomicLong allocated) {
        this.threads = threads;
        this.allocated = allocated;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> {
            long before = Allocation.ofThisThread();
            try {
                task.run();
            } finally {
                allocated.addAndGet(Allocation.ofThisThread() - before);
            }
        });
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
