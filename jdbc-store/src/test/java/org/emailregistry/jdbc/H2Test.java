package org.emailregistry.jdbc;

import java.util.UUID;
import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

class H2Test implements RegistryStoreContract {
    @Override
    public Database newDatabase() {
        return H2.open("mem:" + UUID.randomUUID());
    }
}
