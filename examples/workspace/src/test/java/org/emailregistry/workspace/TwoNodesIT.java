package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.Store;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.workspace.demo.DemoMailServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Two instances of the application over one PostgreSQL, as behind a load balancer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private EmbeddedPostgres postgres;
    private RunningWorkspace first;
    private RunningWorkspace second;

    /** Both at once, on an empty database; but for the logging, of which a JVM has only one. */
    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        JdbcClient.create(postgres.getPostgresDatabase())
                .sql("CREATE DATABASE workspace")
                .update();
        var firstLogs = new CyclicBarrier(2);
        var bothLog = new CyclicBarrier(2);
        var starting = CompletableFuture.supplyAsync(() -> node("com.zaxxer.hikari.HikariDataSource", () -> {
            meet(firstLogs);
            meet(bothLog);
        }));
        try {
            meet(firstLogs);
            // Without a pool, which would wait for the database to come back.
            second = node("org.springframework.jdbc.datasource.SimpleDriverDataSource", () -> meet(bothLog));
        } finally {
            first = starting.get();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunningWorkspace node(String dataSource, Runnable beforeBeans) {
        return RunningWorkspace.start(
                context -> beforeBeans.run(),
                "spring.datasource.type=" + dataSource,
                "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "workspace"),
                "workspace.credentials-key=" + Base64.getEncoder().encodeToString(new byte[32]));
    }

    @AfterAll
    void stop() throws Exception {
        first.close();
        second.close();
        postgres.close();
    }

    @Test
    void nodesThatStartAtOnceOnAnEmptyDatabaseMakeOneDemonstration() throws Exception {
        for (RunningWorkspace node : List.of(first, second)) {
            assertThat(node.get("/actuator/health").statusCode()).isEqualTo(200);
            EmailServiceRegistry registry = node.bean(EmailServiceRegistry.class);
            assertThat(registry.administration("test").catalog().services())
                    .filteredOn(service -> service.name().equals("Acme Mail"))
                    .hasSize(1);
            for (String user : List.of("ben", "chloe")) {
                assertThat(registry.accounts().accountsOf(new UserId(user)))
                        .singleElement()
                        .satisfies(mailbox -> assertThat(mailbox.resolution()).isInstanceOf(Resolution.Usable.class));
            }
        }
    }

    @Test
    void whileTheDatabaseCannotBeReachedPeopleAndProgramsAreToldAndAfterwardsItGoesOn() throws Exception {
        Browser mary = Browser.signedIn(second, "mary");
        Browser ben = Browser.signedIn(second, "ben");
        var marysProgram = new ApiClient(second, "mary");
        JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
        jdbc.sql("ALTER DATABASE workspace ALLOW_CONNECTIONS false").update();
        try {
            for (Browser.Page page : List.of(
                    mary.get("/admin/email"),
                    mary.fragment("/admin/email/removal?service=gmail"),
                    ben.get("/"),
                    ben.get("/email"),
                    ben.post("/email/compose", "to", "ben@acme.example", "subject", "", "text", ""))) {
                assertThat(page.status()).as(page.uri().toString()).isEqualTo(503);
                assertThat(page.text("[role=alert]"))
                        .contains("The database cannot be reached at the moment", "Please try again");
                assertThat(page.response().body()).doesNotContainIgnoringCase("sql", "postgres", "hikari", "exception");
            }
            ApiClient.Answer refused = marysProgram.get("/api/admin/services");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).startsWith("STORE_");
            assertThat(refused.type()).isEqualTo("application/problem+json");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.text()).doesNotContainIgnoringCase("sql", "postgres", "hikari", "exception");

            HttpResponse<String> stranger = second.get("/actuator/health");
            assertThat(stranger.statusCode()).isEqualTo(503);
            assertThat(stranger.body()).contains("DOWN").doesNotContain("store", "revision");
            assertThat(marysProgram
                            .get("/actuator/health")
                            .json()
                            .path("components")
                            .path("registry")
                            .path("status")
                            .asString())
                    .isEqualTo("DOWN");
            assertThat(marysProgram
                            .get("/actuator/metrics/email.registry.catalog.revision")
                            .text())
                    .contains("NaN");
        } finally {
            jdbc.sql("ALTER DATABASE workspace ALLOW_CONNECTIONS true").update();
        }
        assertThat(mary.get("/admin/email").status()).isEqualTo(200);
        assertThat(ben.get("/email").text(".account")).contains("ben@acme.example");
    }

    @Test
    void whatIsDoneOnOneNodeHoldsOnTheOther() throws Exception {
        var maryOnFirst = new ApiClient(first, "mary");
        var annaOnFirst = new ApiClient(first, "anna");
        var annaOnSecond = new ApiClient(second, "anna");
        DemoMailServer server = first.bean(DemoMailServer.class);

        Map<String, Object> draft = new HashMap<>(Map.of(
                "name", "Acme",
                "smtpServer", server.smtp("acme.example"),
                "smtpSecurity", "STARTTLS",
                "imapServer", server.imap("acme.example"),
                "imapSecurity", "TLS"));
        JsonNode acme = maryOnFirst.post("/api/admin/services", draft).ok().json();
        String path = "/api/admin/services/" + acme.path("id").asString();
        await().atMost(BOUND)
                .untilAsserted(
                        () -> assertThat(annaOnSecond.get("/api/services").ok().text())
                                .contains(acme.path("id").asString()));

        // Connected through one node, read through the other: they have the same key.
        annaOnFirst
                .post(
                        "/api/mailbox",
                        ApiClient.mailbox(
                                acme.path("id").asString(), "anna@acme.example", DemoMailServer.password("anna")))
                .ok();
        annaOnSecond.post("/api/mailbox/fetch", Map.of("folder", "INBOX")).ok();
        JsonNode mailbox = annaOnSecond.get("/api/mailbox").ok().json();

        // An edit holds at once.
        draft.put("imapServer", server.imap("cloud.example"));
        Map<String, Object> edit =
                new HashMap<>(Map.of("seenRevision", acme.path("revision").asLong(), "service", draft));
        edit.put(
                "token",
                new ApiClient(second, "mary")
                        .post(path + "/edit-plan", edit)
                        .ok()
                        .json()
                        .path("token")
                        .asString());
        maryOnFirst.put(path, edit).ok();
        assertThat(annaOnSecond
                        .get("/api/mailbox")
                        .json()
                        .path("imap")
                        .path("address")
                        .asString())
                .isEqualTo(server.imap("cloud.example"));
        annaOnSecond.post("/api/mailbox/fetch", Map.of("folder", "INBOX")).ok();

        // A removal holds at once, and cuts what is open.
        try (Store open = second.bean(MailConnector.class)
                .openImap(new AccountId(mailbox.path("id").asString()))) {
            assertThat(open.isConnected()).isTrue();
            String token = maryOnFirst
                    .get(path + "/removal-plan")
                    .ok()
                    .json()
                    .path("token")
                    .asString();
            assertThat(maryOnFirst
                            .delete(path + "?token=" + ApiClient.encoded(token))
                            .status())
                    .isEqualTo(204);
            assertThat(annaOnSecond.get("/api/mailbox").json().path("reason").asString())
                    .isEqualTo("SERVICE_REMOVED");
            await().atMost(BOUND).until(() -> !open.isConnected());
        }
        await().atMost(BOUND)
                .untilAsserted(
                        () -> assertThat(annaOnSecond.get("/api/services").ok().text())
                                .doesNotContain(acme.path("id").asString()));
        assertThat(annaOnSecond
                        .get("/api/mailbox/messages")
                        .ok()
                        .json()
                        .path("items")
                        .size())
                .isPositive();
    }
}
