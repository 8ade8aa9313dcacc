package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.Store;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.emailregistry.account.AccountId;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.workspace.demo.DemoMailServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two instances of the application over one PostgreSQL, as behind a load balancer. */
class TwoNodesTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void whatIsDoneOnOneNodeHoldsOnTheOther() throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                RunningWorkspace first = node(postgres, key);
                RunningWorkspace second = node(postgres, key)) {
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
                    .untilAsserted(() -> assertThat(
                                    annaOnSecond.get("/api/services").ok().text())
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
                assertThat(annaOnSecond
                                .get("/api/mailbox")
                                .json()
                                .path("reason")
                                .asString())
                        .isEqualTo("SERVICE_REMOVED");
                await().atMost(BOUND).until(() -> !open.isConnected());
            }
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(
                                    annaOnSecond.get("/api/services").ok().text())
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

    private static RunningWorkspace node(EmbeddedPostgres postgres, String key) {
        return RunningWorkspace.start(
                "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "workspace.credentials-key=" + key);
    }
}
