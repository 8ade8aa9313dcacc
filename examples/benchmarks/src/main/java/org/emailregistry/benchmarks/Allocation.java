package org.emailregistry.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What threads allocate: exact, whatever else the machine does. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** What the current thread has allocated so far, in bytes. */
    static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** What a thread has allocated so far, in bytes. */
    static long of(long thread) {
        return THREADS.getThreadAllocatedBytes(thread);
    }
}
