package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emailregistry.workspace.demo.DemoMailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The story of the quick start, told to the API over HTTP. */
class ApiStoryIT {
    private RunningWorkspace workspace;
    private DemoMailServer server;
    private ApiClient mary;
    private ApiClient anna;
    private ApiClient ben;
    private ApiClient chloe;

    @BeforeEach
    void start() {
        workspace = RunningWorkspace.start();
        server = workspace.bean(DemoMailServer.class);
        mary = new ApiClient(workspace, "mary");
        anna = new ApiClient(workspace, "anna");
        ben = new ApiClient(workspace, "ben");
        chloe = new ApiClient(workspace, "chloe");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void fromTheFirstTypingErrorToTheRemovedService() throws Exception {
        forgetTheDemonstration();
        seeTheStandardList();
        String acme = addAService();
        testAsAUser(acme);
        connectAndExchangeMail(acme);
        hideTheService(acme);
        forbidManualEntry();
        moveTheServer(acme);
        removeTheService(acme);
        seeWhatAnnaSees();
        reconnectElsewhere();
        readTheHistory();
    }

    private void forgetTheDemonstration() throws Exception {
        ben.delete("/api/mailbox").ok();
        chloe.delete("/api/mailbox").ok();
        assertThat(ben.get("/api/mailbox").code()).isEqualTo("NO_MAILBOX");
        String id =
                service(mary.get("/api/admin/services"), "Acme Mail").path("id").asString();
        JsonNode plan =
                mary.get("/api/admin/services/" + id + "/removal-plan").ok().json();
        assertThat(plan.path("accounts").asInt()).isZero();
        remove(id, plan.path("token").asString()).ok();
    }

    private void seeTheStandardList() throws Exception {
        assertThat(texts(mary.get("/api/admin/services").json().path("services"), "name"))
                .contains("Gmail", "Outlook");
        JsonNode offer = anna.get("/api/services").ok().json();
        assertThat(texts(offer.path("services"), "name")).contains("Gmail").doesNotContain("Outlook", "Acme Mail");
        assertThat(offer.path("manualEntryAllowed").asBoolean()).isTrue();
        assertThat(anna.get("/api/suggestion?address=somebody@gmail.com")
                        .json()
                        .path("service")
                        .asString())
                .isEqualTo(
                        service(anna.get("/api/services"), "Gmail").path("id").asString());
    }

    private String addAService() throws Exception {
        Map<String, Object> draft = draft("acme.example");
        draft.put("imapServer", "imaps://imap.acme.example");
        ApiClient.Answer refused = mary.post("/api/admin/services", draft);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.type()).isEqualTo("application/problem+json");
        assertThat(refused.code()).isEqualTo("INVALID_SERVICE");
        JsonNode problem = refused.json().path("problems").path(0);
        assertThat(problem.path("field").asString()).isEqualTo("IMAP_SERVER");
        assertThat(problem.path("code").asString()).isEqualTo("ADDRESS_MALFORMED");
        assertThat(problem.path("details").path("suggestion").asString()).isEqualTo("imap.acme.example:993");

        draft.put("imapServer", server.imap("acme.example"));
        JsonNode report = mary.post("/api/admin/services/test", Map.of("service", draft))
                .ok()
                .json();
        assertThat(report.path("imap").path("outcome").asString()).isEqualTo("OK_WITHOUT_LOGIN");
        ApiClient.Answer added = mary.post("/api/admin/services", draft).ok();
        String id = added.json().path("id").asString();
        assertThat(added.response().headers().firstValue("Location")).hasValue("/api/admin/services/" + id);
        assertThat(mary.post("/api/admin/services", draft)
                        .ok()
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(texts(anna.get("/api/services").json().path("services"), "name"))
                .contains("Acme");
        return id;
    }

    private void testAsAUser(String acme) throws Exception {
        JsonNode guessed = anna.post("/api/test", ApiClient.mailbox(acme, "anna@acme.example", "guess"))
                .ok()
                .json();
        assertThat(guessed.path("successful").asBoolean()).isFalse();
        assertThat(guessed.path("smtp").path("outcome").asString()).isEqualTo("CREDENTIALS_REJECTED");
        assertThat(guessed.path("imap").path("field").asString()).isEqualTo("PASSWORD");
        JsonNode known = anna.post("/api/test", mailboxOf("anna", acme)).ok().json();
        assertThat(known.path("verified").asBoolean()).isTrue();
    }

    private void connectAndExchangeMail(String acme) throws Exception {
        ApiClient.Answer connected = anna.post("/api/mailbox", mailboxOf("anna", acme));
        assertThat(connected.status()).isEqualTo(201);
        assertThat(connected.json().path("status").asString()).isEqualTo("USABLE");
        assertThat(anna.post("/api/mailbox", mailboxOf("anna", acme)).code()).isEqualTo("ALREADY_CONNECTED");
        anna.post(
                        "/api/mailbox/messages",
                        Map.of("to", "anna@acme.example", "subject", "Note to myself", "text", "It works."))
                .ok();
        assertThat(inbox()).contains("Note to myself");
        assertThat(readPageByPage()).containsExactlyElementsOf(inbox());
    }

    private void hideTheService(String acme) throws Exception {
        assertThat(mary.put("/api/admin/services/" + acme + "/hidden", true)
                        .json()
                        .path("hidden")
                        .asBoolean())
                .isTrue();
        assertThat(texts(anna.get("/api/services").json().path("services"), "name"))
                .doesNotContain("Acme");
        assertThat(ben.post("/api/mailbox", mailboxOf("ben", acme)).code()).isEqualTo("SERVICE_NOT_OFFERED");
        assertThat(inbox()).contains("Note to myself");
    }

    private void forbidManualEntry() throws Exception {
        Map<String, Object> typed = draft("acme.example");
        typed.keySet().retainAll(List.of("smtpServer", "smtpSecurity", "imapServer", "imapSecurity"));
        typed.put("login", "ben@acme.example");
        typed.put("password", DemoMailServer.password("ben"));
        assertThat(ben.post("/api/mailbox", typed).code()).isEqualTo("HOST_OF_HIDDEN_SERVICE");
        mary.put("/api/admin/manual-entry", false).ok();
        assertThat(anna.get("/api/services").json().path("manualEntryAllowed").asBoolean())
                .isFalse();
        assertThat(ben.post("/api/mailbox", typed).code()).isEqualTo("MANUAL_ENTRY_FORBIDDEN");
        assertThat(inbox()).contains("Note to myself");
    }

    private void moveTheServer(String acme) throws Exception {
        JsonNode seen = mary.get("/api/admin/services/" + acme).ok().json();
        Map<String, Object> draft = draft("acme.example");
        draft.put("imapServer", server.imap("cloud.example"));
        Map<String, Object> edit =
                new HashMap<>(Map.of("seenRevision", seen.path("revision").asLong(), "service", draft));
        JsonNode plan = mary.post("/api/admin/services/" + acme + "/edit-plan", edit)
                .ok()
                .json();
        assertThat(plan.path("accounts").asInt()).isEqualTo(1);
        assertThat(texts(plan.path("changes"), "field")).containsExactly("IMAP_SERVER");
        assertThat(texts(plan.path("confirmations"), "kind")).containsExactly("IMAP_HOST");

        ApiClient.Answer unconfirmed = mary.put("/api/admin/services/" + acme, edit);
        assertThat(unconfirmed.code()).isEqualTo("CONFIRMATION_REQUIRED");
        assertThat(unconfirmed.json().path("plan")).isEqualTo(plan);

        edit.put("token", plan.path("token").asString());
        mary.put("/api/admin/services/" + acme, edit).ok();
        assertThat(anna.get("/api/mailbox").json().path("imap").path("address").asString())
                .isEqualTo(server.imap("cloud.example"));
        assertThat(inbox()).contains("Note to myself");

        Map<String, Object> late = Map.of("seenRevision", 1, "service", draft("cloud.example"));
        assertThat(mary.put("/api/admin/services/" + acme, late).code()).isEqualTo("STALE_PLAN");
    }

    private void removeTheService(String acme) throws Exception {
        mary.put("/api/admin/services/" + acme + "/hidden", false).ok();
        JsonNode plan =
                mary.get("/api/admin/services/" + acme + "/removal-plan").ok().json();
        assertThat(plan.path("accounts").asInt()).isEqualTo(1);
        chloe.post("/api/mailbox", mailboxOf("chloe", acme)).ok();

        ApiClient.Answer refused = remove(acme, plan.path("token").asString());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("STALE_PLAN");
        JsonNode fresh = refused.json().path("plan");
        assertThat(fresh.path("accounts").asInt()).isEqualTo(2);
        assertThat(users(acme)).containsExactly("anna", "chloe");

        assertThat(remove(acme, fresh.path("token").asString()).status()).isEqualTo(204);
        assertThat(mary.get("/api/admin/services/" + acme).status()).isEqualTo(404);
        assertThat(texts(anna.get("/api/services").json().path("services"), "name"))
                .doesNotContain("Acme");
    }

    private void seeWhatAnnaSees() throws Exception {
        JsonNode mailbox = anna.get("/api/mailbox").ok().json();
        assertThat(mailbox.path("status").asString()).isEqualTo("UNUSABLE");
        assertThat(mailbox.path("reason").asString()).isEqualTo("SERVICE_REMOVED");
        assertThat(mailbox.path("serviceName").asString()).isEqualTo("Acme");
        assertThat(mailbox.path("since").asString()).isNotEmpty();
        ApiClient.Answer refused = anna.post("/api/mailbox/fetch", Map.of("folder", "INBOX"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("reason").asString()).isEqualTo("SERVICE_REMOVED");
        assertThat(kept()).contains("Note to myself");
    }

    private void reconnectElsewhere() throws Exception {
        String cloud = mary.post("/api/admin/services", draft("cloud.example"))
                .ok()
                .json()
                .path("id")
                .asString();
        String before = anna.get("/api/mailbox").json().path("id").asString();
        JsonNode again = anna.put(
                        "/api/mailbox", ApiClient.mailbox(cloud, "anna@cloud.example", DemoMailServer.password("anna")))
                .ok()
                .json();
        assertThat(again.path("id").asString()).isEqualTo(before);
        assertThat(again.path("generation").asInt()).isEqualTo(2);
        assertThat(inbox()).contains("Note to myself").hasSizeGreaterThan(1);
        Map<String, Object> credentials =
                Map.of("login", "anna@cloud.example", "password", DemoMailServer.password("anna"));
        assertThat(anna.post("/api/mailbox/credentials/test", credentials)
                        .json()
                        .path("verified")
                        .asBoolean())
                .isTrue();
        anna.put("/api/mailbox/credentials", credentials).ok();
    }

    private void readTheHistory() throws Exception {
        List<String> kinds = new ArrayList<>();
        String more = "";
        do {
            JsonNode page = mary.get("/api/admin/history?limit=2" + more).ok().json();
            kinds.addAll(texts(page.path("items"), "kind"));
            more = "&cursor=" + page.path("next").asString();
        } while (!more.equals("&cursor="));
        Collections.reverse(kinds);
        assertThat(kinds)
                .containsExactly(
                        "ADDED",
                        "REMOVED",
                        "ADDED",
                        "HIDDEN",
                        "MANUAL_ENTRY_FORBIDDEN",
                        "EDITED",
                        "SHOWN",
                        "REMOVED",
                        "ADDED");
    }

    private Map<String, Object> draft(String domain) {
        return new HashMap<>(Map.of(
                "name",
                domain.equals("acme.example") ? "Acme" : "Acme Cloud",
                "smtpServer",
                server.smtp(domain),
                "smtpSecurity",
                "STARTTLS",
                "imapServer",
                server.imap(domain),
                "imapSecurity",
                "TLS",
                "operation",
                "story"));
    }

    private static Map<String, Object> mailboxOf(String user, String service) {
        return ApiClient.mailbox(service, user + "@acme.example", DemoMailServer.password(user));
    }

    private ApiClient.Answer remove(String id, String token) throws Exception {
        return mary.delete("/api/admin/services/" + id + "?token=" + ApiClient.encoded(token));
    }

    private List<String> users(String service) throws Exception {
        List<String> users = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = mary.get("/api/admin/services/" + service + "/users?limit=1"
                            + (cursor.isEmpty() ? "" : "&cursor=" + ApiClient.encoded(cursor)))
                    .ok()
                    .json();
            page.path("items").forEach(user -> users.add(user.asString()));
            cursor = page.path("next").asString();
        } while (!cursor.isEmpty());
        return users;
    }

    private List<String> inbox() throws Exception {
        anna.post("/api/mailbox/fetch", Map.of("folder", "INBOX")).ok();
        return kept();
    }

    private List<String> kept() throws Exception {
        return texts(anna.get("/api/mailbox/messages?folder=INBOX").ok().json().path("items"), "subject");
    }

    private List<String> readPageByPage() throws Exception {
        List<String> subjects = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = anna.get("/api/mailbox/messages?limit=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .ok()
                    .json();
            subjects.addAll(texts(page.path("items"), "subject"));
            cursor = page.path("next").asString();
        } while (!cursor.isEmpty());
        return subjects;
    }

    private static JsonNode service(ApiClient.Answer answer, String name) {
        for (JsonNode service : answer.ok().json().path("services")) {
            if (service.path("name").asString().equals(name)) {
                return service;
            }
        }
        throw new AssertionError("No service " + name + " in " + answer.text());
    }

    private static List<String> texts(JsonNode items, String property) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.path(property).asString()));
        return texts;
    }
}
