package org.emailregistry.jdbc;

import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

@InPlainBuild
class MariaDbTest implements RegistryStoreContract {
    @Override
    public Database newDatabase() {
        return Server.MARIADB.newTenant();
    }
}
