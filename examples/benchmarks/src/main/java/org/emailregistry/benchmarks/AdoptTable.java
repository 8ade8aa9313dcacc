package org.emailregistry.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.service.ServiceId;
import org.postgresql.PGConnection;

/** How fast an older table is taken over, beside COPY of the very same rows into a table with the very same indexes. */
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
            double copy = copy(pool);
            row("COPY", copy, copy);
            row("adopt, driver with reWriteBatchedInserts", rewritten, copy);
            row("adopt, driver as it comes", plain, copy);
            row("of it, sealing the credentials", seal(), copy);
            table.note("The password of each account is sealed within adopt; COPY finds it sealed.")
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

    private double copy(HikariDataSource pool) throws Exception {
        String tenant = "(SELECT id FROM email_registry_tenant WHERE name = 'plain')";
        Postgres.execute(pool, "CREATE TABLE copied (LIKE email_registry_account INCLUDING ALL)");
        try (Connection connection = pool.getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            var rows = new ByteArrayOutputStream();
            copy.copyOut("COPY (SELECT * FROM email_registry_account WHERE tenant = " + tenant + ") TO STDOUT", rows);
            byte[] bytes = rows.toByteArray();
            long began = System.nanoTime();
            copy.copyIn("COPY copied FROM STDIN", new ByteArrayInputStream(bytes));
            return (System.nanoTime() - began) / 1e9;
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
