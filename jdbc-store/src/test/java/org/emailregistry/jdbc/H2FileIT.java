package org.emailregistry.jdbc;

import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

class H2FileIT implements RegistryStoreContract {
    @Override
    public Database newDatabase() {
        return Server.H2_FILE.newTenant();
    }
}
