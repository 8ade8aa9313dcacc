package org.emailregistry.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.service.ServiceId;

/** How fast an older table is taken over, beside other ways to put the very same rows into a table with the very same indexes. */
final class AdoptTable {
    private static final int BATCH = 1_000;

    private final int accounts;
    private final Table table;

    private AdoptTable(Mode mode) {
        accounts = mode.choose(200_000, 2_000);
        table = new Table("adopt of " + accounts + " accounts on PostgreSQL", "accounts a second", "COPY = 1.00");
    }

    static void print(Mode mode) throws Exception {
        new AdoptTable(mode).run();
    }

    private void run() throws Exception {
        try (var server = new Postgres();
                var pool = server.pool(4, "");
                var rewriting = server.pool(4, "&reWriteBatchedInserts=true")) {
            adopt(pool, "warm-up");
            double plain = adopt(pool, "plain");
            double rewritten = adopt(rewriting, "rewritten");
            var peers = new AdoptPeers(pool, "plain");
            double copy = peers.copy();
            row("COPY", copy, copy);
            row("adopt, driver with reWriteBatchedInserts", rewritten, copy);
            row("adopt, driver as it comes", plain, copy);
            row("of it, sealing the credentials", seal(), copy);
            row("peer: JDBC batches, driver with reWriteBatchedInserts", peers.batches(rewriting), copy);
            row("peer: JDBC batches, driver as it comes", peers.batches(pool), copy);
            row("peer: arrays, unnested", peers.arrays(), copy);
            row("peer: Hibernate stateless, driver with reWriteBatchedInserts", peers.hibernate(rewriting), copy);
            row("peer: row by row", peers.oneByOne(), copy);
            table.note("In batches of " + BATCH + ". The password of each account is sealed within adopt, and all it is"
                            + " adopted for is checked; COPY and the peers find the rows ready.")
                    .print(System.out);
        }
    }

    private void row(String name, double seconds, double copy) {
        table.row(name, Table.number(accounts / seconds), Table.number(copy / seconds));
    }

    private double adopt(HikariDataSource pool, String tenant) {
        var store = JdbcRegistryStore.builder(pool).tenant(tenant).build();
        store.createSchema();
        try (var registry = EmailServiceRegistry.builder(store)
                .cipher(SyntheticAccounts.cipher())
                .build()) {
            var admin = registry.administration("benchmark");
            List<ServiceId> services =
                    List.of(admin.add(SyntheticAccounts.draft(0)).id());
            double seconds = 0;
            for (int from = 0; from < accounts; from += BATCH) {
                var batch = SyntheticAccounts.adoptions(from, BATCH, services);
                long began = System.nanoTime();
                var results = admin.adopt(batch);
                seconds += (System.nanoTime() - began) / 1e9;
                SyntheticAccounts.requireAdopted(results);
            }
            return seconds;
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
