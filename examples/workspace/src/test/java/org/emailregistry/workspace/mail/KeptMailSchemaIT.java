package org.emailregistry.workspace.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

class KeptMailSchemaIT {
    /** The other node has made the tables, and has not committed them, when this one begins. */
    @Test
    void theNodeThatLosesTheRaceForTheTablesStartsAllTheSame() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                Connection other = postgres.getPostgresDatabase().getConnection()) {
            JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
            other.setAutoCommit(false);
            ScriptUtils.executeSqlScript(other, new ClassPathResource("schema.sql"));
            var starting = CompletableFuture.runAsync(
                    () -> new KeptMailSchema(postgres.getPostgresDatabase()).initializeDatabase());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                                    .query(Integer.class)
                                    .single()
                            > 0);
            other.commit();
            starting.get(1, TimeUnit.MINUTES);
            assertThat(jdbc.sql("SELECT count(*) FROM kept_message, kept_folder")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }
}
