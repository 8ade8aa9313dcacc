package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.workspace.demo.DemoMailServer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One application for the tests of pages; each test begins with the standard services and nothing else. */
abstract class PagesTest {
    private static final RunningWorkspace WORKSPACE = RunningWorkspace.start();

    @BeforeEach
    void beginAnew() {
        for (String user : List.of("mary", "anna", "ben", "chloe")) {
            accounts().forget(new UserId(user));
        }
        Administration administration = administration();
        for (EmailService service : administration.catalog().services()) {
            if (service.kind() == EmailService.Kind.CORPORATE) {
                remove(administration, service.id());
            } else if (service.hidden()) {
                administration.show(service.id());
            }
        }
        for (Catalog.InvalidService service : administration.catalog().invalid()) {
            remove(administration, service.id());
        }
        administration.allowManualEntry(true);
    }

    static void remove(Administration administration, ServiceId id) {
        RemovalPlan plan = administration.planRemoval(id);
        administration.remove(plan, plan.token());
    }

    static RunningWorkspace workspace() {
        return WORKSPACE;
    }

    static Browser signedIn(String user) throws Exception {
        return Browser.signedIn(WORKSPACE, user);
    }

    static Administration administration() {
        return registry().administration("test");
    }

    static MailAccounts accounts() {
        return registry().accounts();
    }

    static EmailServiceRegistry registry() {
        return WORKSPACE.bean(EmailServiceRegistry.class);
    }

    static DemoMailServer server() {
        return WORKSPACE.bean(DemoMailServer.class);
    }

    /** The service of the demonstration's server. */
    static EmailService acme() {
        return administration()
                .add(ServiceDraft.named("Acme Mail")
                        .withSmtp(server().smtp("acme.example"), true)
                        .withImap(server().imap("acme.example"), ConnectionSecurity.TLS));
    }

    /** Changes what is stored, as somebody could who has no key; the list becomes another one, so that it is read again. */
    static void tamper(String sql, Object... parameters) {
        var database = workspace().bean(JdbcClient.class);
        assertThat(database.sql(sql).params(parameters).update()).isEqualTo(1);
        database.sql("UPDATE email_registry_tenant SET revision = revision + 1, commit_id = ?")
                .param(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))
                .update();
    }

    /** Changes the row of one service in this way; removed ones of the same name stay as they are. */
    static void tamper(ServiceId service, String assignments) {
        tamper("UPDATE email_registry_service SET " + assignments + " WHERE id = ?", (Object)
                service.value().getBytes(StandardCharsets.UTF_8));
    }

    /** Shows a hidden service, and hides a shown one. */
    static void tamperWithHidden(ServiceId service) {
        tamper(service, "hidden = 1 - hidden");
    }

    static MailAccount connect(String user, EmailService service) {
        try (Secret password = Secret.of(DemoMailServer.password(user));
                ConnectRequest request = ConnectRequest.toService(
                        service.id(), Credentials.password(user + "@acme.example", password))) {
            return accounts().connect(new UserId(user), request);
        }
    }
}
