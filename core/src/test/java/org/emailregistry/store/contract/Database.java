package org.emailregistry.store.contract;

import org.emailregistry.store.RegistryStore;

/** An empty database, of which any number of nodes can have a store. Closing it removes it. */
public interface Database extends AutoCloseable {
    /** The store of one more node. */
    RegistryStore connect();

    @Override
    default void close() {}
}
