package org.emailregistry.probe;

/** Tests the servers of a mailbox. Thread-safe. Sends no message and stores nothing. */
@FunctionalInterface
public interface ConnectionProbe {
    /**
     * Tests both servers at the same time and returns within the request's deadline. Whatever the servers do is an
     * outcome, never an exception. For servers that a user named, the report is {@linkplain ProbeReport#closedSet()
     * reduced} to what users may learn.
     *
     * @throws java.util.concurrent.CancellationException if the calling thread was interrupted; it is so still, and
     *     nothing is left open
     */
    ProbeReport probe(ProbeRequest request);
}
