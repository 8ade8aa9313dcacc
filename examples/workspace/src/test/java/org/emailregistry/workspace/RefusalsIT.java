package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.emailregistry.Refusal;
import org.emailregistry.service.EmailService;
import org.junit.jupiter.api.Test;

class RefusalsIT extends PagesTest {
    private static final String SETTINGS = "/admin/email";

    @Test
    void whatIsRefusedOnThePagesIsCounted() throws Exception {
        EmailService acme = acme();
        String id = acme.id().value();
        String[] mailbox = {"service", id, "login", "anna@acme.example", "password", "mail-anna"};
        Browser anna = signedIn("anna");
        Browser mary = signedIn("mary");
        counts(
                Refusal.INVALID_REQUEST,
                () -> anna.post(
                        "/email/service", "service", "", "smtp", "", "imap", "", "login", "anna", "password", "x"));
        counts(Refusal.INVALID_SERVICE, () -> mary.post(SETTINGS + "/service/test", "smtp", "", "imap", ""));
        counts(Refusal.STALE_CATALOG, () -> mary.post(SETTINGS, "revision", "0", "hide", "gmail"));
        counts(Refusal.STALE_PLAN, () -> save(mary, "remove", "made-up " + id));
        counts(Refusal.UNKNOWN_SERVICE, () -> save(mary, "hide", "gone"));
        counts(Refusal.UNKNOWN_SERVICE, () -> mary.fragment(SETTINGS + "/removal?service=gone"));
        counts(
                Refusal.STALE_PLAN,
                () -> mary.post(
                        SETTINGS + "/service/edit",
                        "service",
                        id,
                        "revision",
                        "0",
                        "name",
                        "Acme",
                        "smtp",
                        server().smtp("acme.example"),
                        "useTls",
                        "on",
                        "imap",
                        server().imap("acme.example"),
                        "protection",
                        "TLS"));

        anna.post("/email/service", mailbox);
        administration().hide(acme.id());
        counts(Refusal.SERVICE_NOT_OFFERED, () -> anna.post("/email/service", mailbox));
        remove(administration(), acme.id());
        counts(
                Refusal.ACCOUNT_UNUSABLE,
                () -> anna.post("/email/password", "login", "anna@acme.example", "password", "mail-anna"));
    }

    @Test
    void whatIsRefusedToProgramsIsCounted() throws Exception {
        var mary = new ApiClient(workspace(), "mary");
        counts(Refusal.UNKNOWN_SERVICE, () -> mary.get("/api/admin/services/none/removal-plan"));
        counts(
                Refusal.STALE_CATALOG,
                () -> mary.patch("/api/admin/services", Map.of("seenRevision", 0, "hide", List.of("gmail"))));
    }

    private static void save(Browser mary, String name, String value) throws Exception {
        String revision = Long.toString(administration().catalog().revision());
        mary.post(SETTINGS, "revision", revision, "manualEntry", "on", "manualEntryWas", "true", name, value);
    }

    private interface Act {
        void run() throws Exception;
    }

    private static void counts(Refusal refusal, Act act) throws Exception {
        double before = counted(refusal);
        act.run();
        assertThat(counted(refusal) - before).as(refusal.name()).isEqualTo(1);
    }

    private static double counted(Refusal refusal) {
        return workspace()
                .bean(MeterRegistry.class)
                .get("email.registry.refusals")
                .tag("refusal", refusal.name())
                .counter()
                .count();
    }
}
