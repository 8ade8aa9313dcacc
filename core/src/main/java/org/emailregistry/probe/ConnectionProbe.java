package org.emailregistry.probe;

/**
 * Tests the SMTP and IMAP servers of a mailbox. A test sends no message and stores nothing. Implementations must be
 * thread-safe.
 */
@FunctionalInterface
public interface ConnectionProbe {
    /**
     * Tests both servers at the same time and returns by the deadline of the request. Every failure of a server is an
     * outcome in the report, never an exception. If a user named the servers, the report is reduced by
     * {@link ProbeReport#closedSet()}.
     *
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt status
     *     remains set, and all connections are closed
     */
    ProbeReport probe(ProbeRequest request);
}
