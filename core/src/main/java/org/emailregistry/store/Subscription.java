package org.emailregistry.store;

/** Ends, when closed, what was subscribed to. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Ends it. Idempotent. A call that has begun already may still come to its end afterwards. */
    @Override
    void close();
}
