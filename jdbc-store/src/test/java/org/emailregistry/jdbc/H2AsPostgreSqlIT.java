package org.emailregistry.jdbc;

import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

class H2AsPostgreSqlIT implements RegistryStoreContract {
    @Override
    public Database newDatabase() {
        return Server.H2_AS_POSTGRESQL.newTenant();
    }
}
