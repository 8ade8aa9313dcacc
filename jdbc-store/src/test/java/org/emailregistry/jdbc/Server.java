package org.emailregistry.jdbc;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.emailregistry.store.contract.Database;

/** The databases that are supported, each of them a real one that lives as long as this JVM. */
enum Server {
    H2 {
        @Override
        DataSource open() {
            return Servers.pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa");
        }
    },
    H2_FILE {
        @Override
        DataSource open() {
            return Servers.pool("jdbc:h2:file:" + Servers.newFolder().resolve("registry") + ";DB_CLOSE_DELAY=-1", "sa");
        }
    },
    H2_AS_POSTGRESQL {
        @Override
        DataSource open() {
            return Servers.pool(
                    "jdbc:h2:mem:" + UUID.randomUUID()
                            + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                    "sa");
        }
    },
    POSTGRESQL_OLDEST {
        @Override
        DataSource open() {
            return Servers.postgreSqlOldest();
        }
    },
    POSTGRESQL {
        @Override
        DataSource open() {
            return Servers.postgreSql();
        }
    },
    MARIADB {
        @Override
        DataSource open() {
            return Servers.mariaDb();
        }
    };

    private static final Map<Server, DataSource> POOLS = new ConcurrentHashMap<>();

    /** One of each kind in the plain build, all in the profiles {@code long} and {@code soak}. */
    static List<Server> sample() {
        return List.of(values()).stream()
                .filter(server ->
                        Sample.of(server == H2 || server == POSTGRESQL || server == MARIADB ? 1 : 0, 1, 1) == 1)
                .toList();
    }

    abstract DataSource open();

    /** A pool, of which there is one. */
    DataSource pool() {
        return POOLS.computeIfAbsent(this, Server::open);
    }

    /** A new tenant, which no other test sees. */
    Database newTenant() {
        return Servers.newTenant(pool());
    }
}
