package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.emailregistry.service.EmailService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a program finds out about refused rows, and how it gets them back. */
class FindingsApiIT extends PagesTest {
    private final ApiClient mary = new ApiClient(workspace(), "mary");

    @Test
    void aRefusedServiceIsFoundAndConfirmedWithTheTokenOfItsPlan() throws Exception {
        EmailService acme = acme();
        connect("ben", acme);
        tamperWithHidden(acme.id());
        String path = "/api/admin/services/" + acme.id();
        assertThat(invalid().path(0).path("id").asString()).isEqualTo(acme.id().value());
        assertThat(findings("REFUSED_ROW")).singleElement().satisfies(finding -> {
            assertThat(finding.path("service").asString()).isEqualTo(acme.id().value());
            assertThat(finding.path("name").asString()).isEqualTo("Acme Mail");
            assertThat(finding.path("reason").asString()).startsWith("proof");
            assertThat(finding.path("message").asString()).contains("Confirm its destinations anew");
        });
        assertThat(findings("KEY_IN_USE"))
                .singleElement()
                .satisfies(finding -> assertThat(
                                finding.path("key").path("accounts").asLong())
                        .isEqualTo(1));

        JsonNode plan = mary.get(path + "/destination-plan").ok().json();
        assertThat(plan.path("name").asString()).isEqualTo("Acme Mail");
        assertThat(plan.path("imap").path("address").asString()).isEqualTo(server().imap("acme.example"));
        assertThat(plan.path("smtp").path("security").asString()).isEqualTo("STARTTLS");
        assertThat(plan.path("hidden").asBoolean()).isTrue();
        assertThat(plan.path("defect").asString()).startsWith("proof");
        assertThat(plan.path("accounts").asLong()).isEqualTo(1);
        assertThat(plan.has("trustedCertificates")).isFalse();

        ApiClient.Answer stale = mary.put(path + "/destinations", Map.of("token", "guessed"));
        assertThat(stale.status() + " " + stale.code()).isEqualTo("409 STALE_PLAN");
        assertThat(stale.json().path("plan")).isEqualTo(plan);
        assertThat(mary.put(path + "/destinations", Map.of()).status()).isEqualTo(400);
        assertThat(invalid()).hasSize(1);

        JsonNode confirmed = mary.put(
                        path + "/destinations",
                        Map.of("token", plan.path("token").asString()))
                .ok()
                .json();
        assertThat(confirmed.path("imap")).isEqualTo(plan.path("imap"));
        assertThat(invalid()).isEmpty();
        assertThat(findings("REFUSED_ROW")).isEmpty();
        assertThat(new ApiClient(workspace(), "ben")
                        .get("/api/mailbox")
                        .ok()
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("USABLE");
    }

    @Test
    void aServiceWhoseServersCannotBeReadHasNoPlan() throws Exception {
        EmailService acme = acme();
        tamper(acme.id(), "imap_address = 'nowhere'");
        String path = "/api/admin/services/" + acme.id();
        assertThat(mary.get(path + "/destination-plan").code()).isEqualTo("UNKNOWN_SERVICE");
        assertThat(mary.put(path + "/destinations", Map.of("token", "any")).code())
                .isEqualTo("UNKNOWN_SERVICE");
    }

    @Test
    void aRefusedSettingOfManualEntryIsFoundUntilItIsDecidedAgain() throws Exception {
        for (boolean decision : List.of(false, true)) {
            tamper("UPDATE email_registry_tenant SET manual_allowed = 1 - manual_allowed");
            assertThat(findings("REFUSED_ROW")).singleElement().satisfies(finding -> {
                assertThat(finding.has("service")).isFalse();
                assertThat(finding.has("name")).isFalse();
                assertThat(finding.path("message").asString()).contains("manual entry");
            });
            mary.put("/api/admin/manual-entry", decision).ok();
            assertThat(findings("REFUSED_ROW")).isEmpty();
            assertThat(administration().catalog().manualEntryAllowed()).isEqualTo(decision);
        }
    }

    private JsonNode invalid() throws Exception {
        return mary.get("/api/admin/services").ok().json().path("invalid");
    }

    private List<JsonNode> findings(String kind) throws Exception {
        List<JsonNode> findings = new ArrayList<>();
        for (JsonNode finding : mary.get("/api/admin/findings").ok().json()) {
            if (finding.path("kind").asString().equals(kind)) {
                findings.add(finding);
            }
        }
        return findings;
    }
}
