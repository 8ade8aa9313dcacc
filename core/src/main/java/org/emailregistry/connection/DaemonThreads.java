package org.emailregistry.connection;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads, if the host application sets no executor: created on demand, ended after one idle second. */
final class DaemonThreads {
    private static final int MAXIMUM = 1024;

    private DaemonThreads() {}

    static Executor executor(String name) {
        var number = new AtomicInteger();
        ThreadFactory factory = task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(0, MAXIMUM, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }
}
