package org.emailregistry.store;

/** A registration of a callback. Closing it ends the registration. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /**
     * Ends the registration. Idempotent. A callback that is already running may still finish after this method has
     * returned.
     */
    @Override
    void close();
}
