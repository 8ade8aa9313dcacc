package org.emailregistry.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.emailregistry.store.contract.Database;
import org.emailregistry.store.contract.RegistryStoreContract;

/** The whole contract, in which each store works on another node of the database than the one before it. */
@InProfileGalera
class GaleraContractIT implements RegistryStoreContract {
    private static final int NODES = 2;

    private static List<HikariDataSource> pools = List.of();

    /** At the first need: two engines run the tests, each with its own idea of what comes before all of them. */
    private static synchronized List<HikariDataSource> pools() {
        if (pools.isEmpty()) {
            try {
                Galera cluster = Galera.start(NODES);
                Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
                pools = IntStream.range(0, NODES).mapToObj(cluster::pool).toList();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return pools;
    }

    @Override
    public Database newDatabase() {
        String tenant = UUID.randomUUID().toString();
        var stores = new AtomicInteger();
        return () -> Servers.store(pools().get(stores.getAndIncrement() % NODES), tenant);
    }
}
