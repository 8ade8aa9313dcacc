package org.emailregistry.jdbc;

import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

class PostgreSqlOldestIT implements RegistryStoreContract {
    @Override
    public Database newDatabase() {
        return Server.POSTGRESQL_OLDEST.newTenant();
    }
}
