package org.emailregistry.jdbc;

import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

class MariaDbIT implements RegistryStoreContract {
    @Override
    public Database newDatabase() {
        return Server.MARIADB.newTenant();
    }
}
