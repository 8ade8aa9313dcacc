package org.emailregistry.inmemory;

import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

class InMemoryRegistryStoreTest implements RegistryStoreContract {
    @Override
    public Database newDatabase() {
        RegistryStore store = new InMemoryRegistryStore();
        return () -> store;
    }
}
