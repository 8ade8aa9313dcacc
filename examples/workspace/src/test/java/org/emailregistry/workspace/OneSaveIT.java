package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.emailregistry.Administration;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The one Save of the settings page, over the HTTP API. */
class OneSaveIT extends PagesTest {
    private static final String SERVICES = "/api/admin/services";

    private final ApiClient mary = new ApiClient(workspace(), "mary");
    private EmailService leaving;
    private EmailService staying;

    @BeforeEach
    void addServices() {
        leaving = acme();
        staying = administration().add(draft("Acme Cloud"));
        administration().hide(new ServiceId("yahoo"));
    }

    private static ServiceDraft draft(String name) {
        return ServiceDraft.named(name)
                .withSmtp(server().smtp("cloud.example"), true)
                .withImap(server().imap("cloud.example"), ConnectionSecurity.TLS);
    }

    private static Map<String, Object> body(String name, String domain) {
        return Map.of(
                "name",
                name,
                "smtpServer",
                server().smtp(domain),
                "smtpSecurity",
                "STARTTLS",
                "imapServer",
                server().imap(domain),
                "imapSecurity",
                "TLS");
    }

    private static long revision() {
        return administration().catalog().revision();
    }

    @Test
    void severalDecisionsAreOneRevision() throws Exception {
        Map<String, Object> edit = Map.of(
                "seenRevision", staying.revision(),
                "service", body("Acme Cloud", "acme.example"));
        String token = mary.post(SERVICES + "/" + staying.id() + "/edit-plan", edit)
                .ok()
                .json()
                .path("token")
                .asString();
        long before = revision();
        JsonNode saved = mary.patch(
                        SERVICES,
                        Map.of(
                                "seenRevision",
                                before,
                                "add",
                                List.of(body("Acme Post", "acme.example")),
                                "edit",
                                List.of(Map.of(
                                        "id",
                                        staying.id().value(),
                                        "edit",
                                        Map.of(
                                                "seenRevision",
                                                staying.revision(),
                                                "service",
                                                body("Acme Cloud", "acme.example"),
                                                "token",
                                                token))),
                                "hide",
                                List.of("gmail"),
                                "show",
                                List.of("yahoo"),
                                "remove",
                                List.of(removal(leaving)),
                                "manualEntryAllowed",
                                false))
                .ok()
                .json();
        assertThat(saved.path("revision").asLong()).isEqualTo(before + 1).isEqualTo(revision());
        assertThat(saved.path("manualEntryAllowed").asBoolean(true)).isFalse();
        assertThat(saved.path("services").toString())
                .contains("Acme Post", "Acme Cloud")
                .doesNotContain("Acme Mail");
        Administration administration = administration();
        assertThat(isHidden("gmail")).isTrue();
        assertThat(isHidden("yahoo")).isFalse();
        assertThat(administration
                        .service(staying.id())
                        .orElseThrow()
                        .servers()
                        .imap()
                        .address()
                        .toString())
                .isEqualTo(server().imap("acme.example"));
        assertThat(administration.history(PageRequest.first(6)).changes())
                .hasSize(6)
                .allMatch(change -> change.actor().equals("mary") && change.revision() == before + 1);
    }

    private static boolean isHidden(String service) {
        return administration().service(new ServiceId(service)).orElseThrow().hidden();
    }

    private static Map<String, Object> removal(EmailService service) {
        return Map.of(
                "id",
                service.id().value(),
                "token",
                administration().planRemoval(service.id()).token());
    }

    @Test
    void whoArrivesAfterThePlanMakesItSaveNothing() throws Exception {
        Map<String, Object> save =
                Map.of("seenRevision", revision(), "hide", List.of("gmail"), "remove", List.of(removal(leaving)));
        connect("ben", leaving);
        ApiClient.Answer refused = mary.patch(SERVICES, save);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("STALE_PLAN");
        assertThat(refused.type()).isEqualTo("application/problem+json");
        assertThat(refused.json().path("plan").path("accounts").asInt()).isEqualTo(1);
        assertThat(administration().service(leaving.id())).isPresent();
        assertThat(isHidden("gmail")).isFalse();
    }

    @Test
    void aStaleRevisionSavesNothingAndTheListIsToldAsItIs() throws Exception {
        ApiClient.Answer refused =
                mary.patch(SERVICES, Map.of("seenRevision", revision() - 1, "hide", List.of("gmail")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("STALE_CATALOG");
        assertThat(refused.json().path("catalog").path("revision").asLong()).isEqualTo(revision());
        assertThat(isHidden("gmail")).isFalse();
    }

    @Test
    void anEditNeedsTheTokenOfItsPlan() throws Exception {
        Map<String, Object> edit = Map.of(
                "seenRevision", staying.revision(),
                "service", body("Acme Cloud", "acme.example"));
        ApiClient.Answer refused = mary.patch(
                SERVICES,
                Map.of(
                        "seenRevision",
                        revision(),
                        "edit",
                        List.of(Map.of("id", staying.id().value(), "edit", edit))));
        assertThat(refused.code()).isEqualTo("STALE_PLAN");
        assertThat(refused.json().path("plan").path("confirmations").size()).isPositive();
        assertThat(administration().service(staying.id())).contains(staying);
    }

    @Test
    void whatCannotBeIsRefusedAndSavesNothing() throws Exception {
        long revision = revision();
        Map<String, String> bodies = Map.of(
                "{\"seenRevision\":%d,\"hide\":[\"gmail\",\"none\"]}", "404 UNKNOWN_SERVICE",
                "{\"seenRevision\":%d,\"hide\":[\"gmail\",null]}", "400 BAD_REQUEST",
                "{\"seenRevision\":%d,\"hide\":[\"gmail\",\"\"]}", "400 BAD_REQUEST",
                "{\"seenRevision\":%d,\"hide\":[\"gmail\"],\"remove\":[null]}", "400 BAD_REQUEST",
                "{\"seenRevision\":%d,\"hide\":[\"gmail\"],\"remove\":[{\"id\":\"yahoo\"}]}", "400 BAD_REQUEST",
                "{\"seenRevision\":%d,\"hide\":[\"gmail\"],\"remove\":[{\"id\":\"yahoo\",\"token\":\"x\"}]}",
                        "409 STANDARD_SERVICE",
                "{\"seenRevision\":%d,\"hide\":[\"gmail\"],\"add\":[{}]}", "422 INVALID_SERVICE");
        for (Map.Entry<String, String> each : bodies.entrySet()) {
            ApiClient.Answer refused =
                    mary.send("PATCH", SERVICES, each.getKey().formatted(revision));
            assertThat(refused.status() + " " + refused.code())
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
            assertThat(refused.type()).isEqualTo("application/problem+json");
        }
        assertThat(revision()).isEqualTo(revision);
    }
}
