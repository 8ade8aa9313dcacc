package org.emailregistry.benchmarks;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.service.ServiceId;

/** The speed of adopting an older table, compared with other ways to insert the same rows into a table with the same indexes. */
final class AdoptTable {
    private static final int BATCH = 1_000;

    private final int accounts;
    private final int rounds;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private int adopted;

    private AdoptTable(Mode mode) {
        accounts = mode.choose(100_000, 2_000);
        rounds = mode.choose(5, 1);
    }

    /** Measures the seconds of some work. */
    private interface Filling {
        double seconds() throws Exception;
    }

    static void print(Mode mode) throws Exception {
        new AdoptTable(mode).run();
    }

    private void run() throws Exception {
        try (var server = new Postgres();
                var pool = server.pool(4, "");
                var rewriting = server.pool(4, "&reWriteBatchedInserts=true")) {
            adopt(pool);
            var peers = new AdoptPeers(pool);
            for (int round = 0; round < rounds; round++) {
                add("COPY", peers::copy);
                add("adopt", () -> adopt(pool));
                add("its sealing of the credentials alone", this::seal);
                add("peer: JDBC batches, driver with reWriteBatchedInserts", () -> peers.batches(rewriting));
                add("peer: JDBC batches, driver with defaults", () -> peers.batches(pool));
                add("peer: one array per column, unnest", peers::arrays);
                add("peer: Hibernate stateless, driver with reWriteBatchedInserts", () -> peers.hibernate(rewriting));
                add("peer: row by row", peers::oneByOne);
            }
        }
        var table = new Table("adopt of " + accounts + " accounts on PostgreSQL", "accounts per second", "COPY = 1.00");
        double copy = median("COPY");
        for (String way : seconds.keySet()) {
            table.row(way, Table.number(accounts / median(way)), Table.number(copy / median(way)));
        }
        table.note("In batches of " + BATCH + ", medians of " + rounds
                        + " interleaved rounds, each into empty tables;"
                        + " adopt seals the password of each account and validates each account; COPY"
                        + " and the peers get finished rows.")
                .print(System.out);
    }

    private void add(String way, Filling filling) throws Exception {
        seconds.computeIfAbsent(way, name -> new ArrayList<>()).add(filling.seconds());
    }

    private double median(String way) {
        return ResolveTable.median(requireNonNull(seconds.get(way)).stream()
                .mapToDouble(value -> value)
                .toArray());
    }

    private double adopt(HikariDataSource pool) throws SQLException {
        var store = JdbcRegistryStore.builder(pool).build();
        store.createSchema();
        Postgres.execute(pool, "TRUNCATE email_registry_account");
        try (var registry = EmailServiceRegistry.builder(store)
                .cipher(SyntheticAccounts.cipher())
                .build()) {
            var admin = registry.administration("benchmark");
            List<ServiceId> services =
                    List.of(admin.add(SyntheticAccounts.draft(adopted++)).id());
            double passed = 0;
            for (int from = 0; from < accounts; from += BATCH) {
                var batch = SyntheticAccounts.adoptions(from, BATCH, services);
                long began = System.nanoTime();
                var results = admin.adopt(batch);
                passed += (System.nanoTime() - began) / 1e9;
                SyntheticAccounts.requireAdopted(results);
            }
            return passed;
        }
    }

    private double seal() {
        AesGcmCredentialCipher cipher = SyntheticAccounts.cipher();
        byte[] associated = new byte[200];
        long began = System.nanoTime();
        for (int i = 0; i < accounts; i++) {
            cipher.seal(("password of user " + i).getBytes(StandardCharsets.UTF_8), associated);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
