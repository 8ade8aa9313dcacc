package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A JVM that writes is killed, at a random moment, as by {@code kill -9}. What it was told to be done is done, and nothing is
 * half done. Two hundred rounds a database in the profile {@code soak}; another seed is taken with {@code -Dcrash.seed}.
 */
@Counted
class CrashIT {
    private static final int ROUNDS = Sample.of(2, 67, 200);
    private static final long SEED = Long.getLong("crash.seed", 20260101);
    private static final int LONGEST = 120;

    private static final int LANES = 2;

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger caught = new AtomicInteger();
    private final AtomicInteger caughtDone = new AtomicInteger();

    private static @Nullable CrashJvm jvm;

    @BeforeAll
    static void prepare() throws IOException {
        jvm = CrashJvm.prepare();
    }

    @Test
    void killedWithItsH2FileLosesNothingThatWasAcknowledged() throws Exception {
        inLanes(lane -> {
            // H2 writes half a second later, unless it is told not to.
            String url = "jdbc:h2:file:" + Servers.newFolder().resolve("registry") + ";WRITE_DELAY=0";
            for (int round = lane; round < ROUNDS; round += LANES) {
                String tenant = "round " + round;
                List<String> lines = writeAndKill(round, url, "sa", tenant);
                try (HikariDataSource pool = Servers.pool(url, "sa")) {
                    check(round, lines, pool, tenant);
                }
            }
        });
        print("H2 file");
    }

    @Test
    void killedClientOfPostgreSqlLosesNothingThatWasAcknowledged() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .start();
                HikariDataSource pool = Servers.pool(server.getJdbcUrl("postgres", "postgres"), "postgres")) {
            assertThat(ask(pool, "SHOW fsync")).isEqualTo("on");
            inLanes(lane -> {
                for (int round = lane; round < ROUNDS; round += LANES) {
                    String tenant = "round " + round;
                    String name = "writer" + round;
                    String url = pool.getJdbcUrl() + "&ApplicationName=" + name;
                    List<String> lines = writeAndKill(round, url, "postgres", tenant);
                    // The server may not have noticed yet.
                    Awaitility.await()
                            .until(() -> ask(
                                            pool,
                                            "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = '" + name
                                                    + "'")
                                    .equals("0"));
                    check(round, lines, pool, tenant);
                }
            });
        }
        print("PostgreSQL with fsync");
    }

    private interface Lane {
        void run(int number) throws Exception;
    }

    /** A writer of each lane at the same time. */
    private static void inLanes(Lane lane) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    lane.run(number);
                    return number;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void print(String database) {
        Counts.print(
                "crash",
                database + ", seed " + SEED,
                ROUNDS + " crashes, " + acknowledged + " acknowledged operations, none lost; " + caught
                        + " under way, of which " + caughtDone + " were done");
    }

    private static String ask(DataSource pool, String question) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static List<String> writeAndKill(int round, String url, String user, String tenant) throws IOException {
        int lines = 1 + new Random(SEED + round).nextInt(LONGEST);
        List<String> said = requireNonNull(jvm).killAfter(lines, url, user, tenant, SEED + round);
        assertThat(said)
                .as("round %s", round)
                .hasSizeGreaterThanOrEqualTo(lines)
                .noneMatch(line -> line.startsWith("FAILED"));
        return said;
    }

    private void check(int round, List<String> lines, DataSource pool, String tenant) throws SQLException {
        Said said = Said.of(lines);
        try (RegistryStore store = Servers.store(pool, tenant);
                EmailServiceRegistry registry = HistoryIT.registry(store)) {
            // Which may have been killed before it made its tenant.
            store.version();
            assertThat(Consistency.problems(pool, tenant)).as("round %s", round).isEmpty();
            Map<String, String> found = found(registry, store);
            said.begun.forEach((thread, begun) -> {
                caught.incrementAndGet();
                boolean done = found.getOrDefault(begun.thing, Said.NONE).equals(begun.state);
                if (done) {
                    caughtDone.incrementAndGet();
                    said.states.put(begun.thing, begun.state);
                }
            });
            acknowledged.addAndGet(said.acknowledged);
            said.states.values().removeIf(Said.NONE::equals);
            assertThat(found)
                    .as("round %s of seed %s: %s", round, SEED, lines)
                    .containsExactlyInAnyOrderEntriesOf(said.states);
            repeat(registry, said, found);
            assertThat(Consistency.problems(pool, tenant)).as("round %s", round).isEmpty();
        }
    }

    /** What there is, by name. */
    private static Map<String, String> found(EmailServiceRegistry registry, RegistryStore store) {
        Map<String, String> found = new TreeMap<>();
        for (EmailService service : registry.administration("x").catalog().services()) {
            found.put(
                    "service " + service.name(),
                    CrashWriter.service(service.servers().imap().address().port(), service.hidden()));
        }
        Map<ServiceId, String> names = new HashMap<>();
        for (Change change :
                registry.administration("x").history(PageRequest.first(1000)).changes()) {
            change.service().ifPresent(id -> names.put(id, change.name()));
        }
        for (MailAccount account :
                registry.accounts().all(PageRequest.first(1000)).items()) {
            String standing = store.account(account.id())
                    .flatMap(read -> read.account().loginFailures())
                    .map(row -> row.outcome())
                    .orElse("well");
            found.put(
                    "account " + account.id(),
                    CrashWriter.account(
                            requireNonNull(names.get(account.service().orElseThrow())),
                            account.generation(),
                            standing));
        }
        return found;
    }

    /** Whatever was done is not done again when it is asked for once more; whatever was not, is. */
    private static void repeat(EmailServiceRegistry registry, Said said, Map<String, String> found) {
        said.added.forEach((name, port) -> {
            long before = registry.administration("x").catalog().revision();
            boolean wasThere = registry.administration("x").history(PageRequest.first(1000)).changes().stream()
                    .anyMatch(change ->
                            change.kind() == Change.Kind.ADDED && change.name().equals(name));
            EmailService service = registry.administration("x").add(CrashWriter.draft(name, port));
            assertThat(service.name()).isEqualTo(name);
            assertThat(registry.administration("x").catalog().revision()).isEqualTo(wasThere ? before : before + 1);
        });
        said.connected.forEach((account, service) -> {
            String before = found.get("account " + account);
            if (before != null) {
                var id = new AccountId(account);
                MailAccount now = registry.accounts().find(id).orElseThrow();
                try (var request = CrashWriter.request(id, now.service().orElseThrow())) {
                    assertThat(registry.accounts().connect(CrashWriter.owner(id), request))
                            .isEqualTo(now);
                }
            }
        });
    }

    /** What a writer has said. */
    private static final class Said {
        static final String NONE = "none";

        /** The acknowledged state of each thing. */
        final Map<String, String> states = new TreeMap<>();
        /** What each thread was about to do when it was killed. */
        final Map<String, Begun> begun = new HashMap<>();
        /** The last service that each thread added, with its port, acknowledged or not. */
        final Map<String, Integer> added = new TreeMap<>();
        /** The accounts that were connected. */
        final Map<String, String> connected = new TreeMap<>();

        int acknowledged;

        private record Begun(String thing, String state) {}

        static Said of(List<String> lines) {
            var said = new Said();
            for (String line : lines) {
                String[] words = line.split(" ", 5);
                if (words[0].equals("DONE")) {
                    Begun done = requireNonNull(said.begun.remove(words[1]));
                    said.states.put(done.thing, done.state);
                    said.acknowledged++;
                } else if (words[0].equals("BEGIN") && words.length == 5) {
                    said.begin(words[1], words[2], words[3], words[4]);
                }
            }
            return said;
        }

        private void begin(String thread, String kind, String name, String state) {
            String thing = kind + " " + name;
            begun.put(thread, new Begun(thing, state));
            if (kind.equals("account") && state.endsWith("generation 1, well")) {
                connected.put(name, state.substring(0, state.indexOf(',')));
            } else if (kind.equals("service") && !states.containsKey(thing)) {
                added.put(name, Integer.parseInt(state.substring("port ".length())));
            }
        }
    }
}
