package org.emailregistry.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what threads allocate. The numbers are exact, even on a busy machine. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Returns how many bytes the current thread has allocated so far. */
    static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Returns how many bytes a thread has allocated so far. */
    static long of(long thread) {
        return THREADS.getThreadAllocatedBytes(thread);
    }
}
