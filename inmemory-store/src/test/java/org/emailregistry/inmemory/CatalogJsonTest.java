package org.emailregistry.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import org.emailregistry.Administration;
import org.emailregistry.Confirmation;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.StaleCatalogException;
import org.emailregistry.json.CatalogImport;
import org.emailregistry.json.CatalogJson;
import org.emailregistry.json.ImportRefusedException;
import org.emailregistry.json.JsonProblem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.standard.StandardServices;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogJsonTest {
    private final EmailServiceRegistry registry = registry();
    private final Administration admin = registry.administration("admin");

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void anEmptyCatalogIsAnEmptyFile() {
        assertThat(CatalogJson.write(admin.catalog())).isEqualTo("""
                        {
                          "version" : 1,
                          "manualEntryAllowed" : true,
                          "services" : [ ],
                          "standard" : [ ]
                        }
                        """);
    }

    @Test
    void importingAnExportChangesNothing() {
        EmailService acme = admin.add(acme());
        admin.add(acme().withName("Beta")
                .withDomains(Set.of("Beta.Example", "b.example"))
                .withUserNameFormats(UserNameFormat.LOCAL_PART, UserNameFormat.ADDRESS)
                .withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2)));
        admin.hide(acme.id());
        admin.hide(new ServiceId("aol"));
        admin.allowManualEntry(false);
        long revision = admin.catalog().revision();

        CatalogImport plan = plan(CatalogJson.write(admin.catalog()));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.left()).extracting(EmailService::name).containsExactly("Acme", "Beta");
        assertThat(plan.apply(plan.token())).isEqualTo(revision);
        assertThat(admin.catalog().revision()).isEqualTo(revision);
    }

    @Test
    void anExportBringsTheListToAnotherRegistryInOneRevision() {
        EmailService acme = admin.add(acme());
        admin.add(acme().withName("Beta"));
        admin.hide(acme.id());
        admin.hide(new ServiceId("aol"));
        admin.allowManualEntry(false);
        String file = CatalogJson.write(admin.catalog());
        try (EmailServiceRegistry other = registry()) {
            Administration there = other.administration("admin");

            CatalogImport plan = CatalogJson.plan(there, file);

            assertThat(plan.problems()).isEmpty();
            assertThat(plan.added()).extracting(ServiceDraft::name).containsExactly("Acme", "Beta");
            assertThat(plan.hidden()).containsExactly(new ServiceId("aol"));
            assertThat(plan.manualEntry()).contains(false);
            assertThat(there.catalog().revision()).isZero();
            assertThat(plan.apply(plan.token())).isEqualTo(1);
            assertThat(there.history(PageRequest.first(100)).changes())
                    .extracting(Change::revision)
                    .containsOnly(1L);
            assertThat(other.offer().services())
                    .extracting(EmailService::name)
                    .contains("Beta")
                    .doesNotContain("Acme", "AOL");
            assertThat(withoutIds(CatalogJson.write(there.catalog()))).isEqualTo(withoutIds(file));
            assertThat(CatalogJson.plan(there, file).isEmpty()).isTrue();
        }
    }

    @Test
    void aPinnedCertificateIsExportedAndImportedWithAWarning() {
        String fingerprint = "0123456789abcdef".repeat(4);
        EmailService bridge = admin.add(acme().withPinnedCertificate(fingerprint));
        String file = CatalogJson.write(admin.catalog());
        try (EmailServiceRegistry other = registry()) {
            CatalogImport plan = CatalogJson.plan(other.administration("admin"), file);

            assertThat(file).contains("\"trust\" : \"sha-256 " + fingerprint + "\"");
            assertThat(plan.problems())
                    .extracting(JsonProblem::pointer, JsonProblem::isError)
                    .containsExactly(tuple("/services/0/trust", false));
            plan.apply(plan.token());
            assertThat(withoutIds(
                            CatalogJson.write(other.administration("admin").catalog())))
                    .isEqualTo(withoutIds(file));
            assertThat(plan(file).isEmpty()).isTrue();
            assertThat(plan(file.replace("0123", "3210")).changed())
                    .singleElement()
                    .satisfies(edit -> assertThat(edit.confirmations())
                            .extracting(Confirmation::kind)
                            .containsExactly(Confirmation.Kind.TRUSTED_CERTIFICATES));
            assertThat(bridge.trustedCertificates()).isPresent();
        }
    }

    @Test
    void applyingAPlanTwiceIsHarmless() {
        CatalogImport plan = plan(file(service("Acme")));

        assertThat(plan.apply(plan.token())).isEqualTo(1);
        assertThat(plan.apply(plan.token())).isEqualTo(1);
        assertThat(corporate()).hasSize(1);
    }

    @Test
    void aServiceIsKnownByItsIdThenByItsName() {
        EmailService acme = admin.add(acme());
        EmailService beta = admin.add(acme().withName("Beta"));

        CatalogImport swapped = plan(file(
                service("Beta").replace("{\"name\"", "{\"id\": \"" + acme.id() + "\", \"name\""),
                service("Acme").replace("{\"name\"", "{\"id\": \"" + beta.id() + "\", \"name\"")));
        assertThat(swapped.problems()).isEmpty();
        assertThat(swapped.changed()).hasSize(2);
        swapped.apply(swapped.token());
        assertThat(admin.service(acme.id()).orElseThrow().name()).isEqualTo("Beta");
        assertThat(admin.service(beta.id()).orElseThrow().name()).isEqualTo("Acme");

        CatalogImport byName = plan(file(service("ACME").replace("smtp.acme", "mail.acme")));
        assertThat(byName.changed()).hasSize(1);
        assertThat(byName.changed().get(0).service()).isEqualTo(beta.id());
        assertThat(byName.changed().get(0).confirmations())
                .extracting(Confirmation::kind)
                .containsExactly(Confirmation.Kind.SMTP_HOST);
        assertThat(byName.left()).extracting(EmailService::id).containsExactly(acme.id());
    }

    @Test
    void whatAFileDoesNotSayIsLeftAlone() {
        EmailService acme = admin.add(acme());
        admin.hide(acme.id());
        admin.hide(new ServiceId("aol"));
        admin.allowManualEntry(false);

        assertThat(plan("{\"version\": 1}").isEmpty()).isTrue();
        assertThat(plan(file(service("Acme"))).isEmpty()).isTrue();
        CatalogImport shown = plan(file(service("Acme").replace("{\"name\"", "{\"hidden\": false, \"name\"")));
        assertThat(shown.shown()).containsExactly(acme.id());
        shown.apply(shown.token());
        assertThat(admin.service(acme.id()).orElseThrow().hidden()).isFalse();
    }

    @Test
    void aTokenOfAnotherPlanIsRefused() {
        CatalogImport plan = plan(file(service("Acme")));
        CatalogImport other = plan(file(service("Acme").replace("993", "994")));

        assertThat(plan.token()).isEqualTo(plan(file(service("Acme"))).token()).isNotEqualTo(other.token());
        assertThatThrownBy(() -> plan.apply(other.token())).isInstanceOf(ImportRefusedException.class);
        assertThat(corporate()).isEmpty();
    }

    @Test
    void aPlanOnAStaleCatalogIsRefused() {
        CatalogImport plan = plan(file(service("Acme")));
        admin.add(acme().withName("Other"));

        assertThatThrownBy(() -> plan.apply(plan.token())).isInstanceOf(StaleCatalogException.class);
        assertThat(corporate()).extracting(EmailService::name).containsExactly("Other");
        assertThat(plan(file(service("Acme"))).token()).isNotEqualTo(plan.token());
    }

    @Test
    void everyProblemIsToldInOnePassWithItsPlace() {
        CatalogImport plan = plan("""
                {"version": 1, "comment": "x", "manualEntryAllowed": "yes", "a/b~c": 1,
                 "services": [
                   {"name": "Good", "smtp": {"server": "smtp.acme.example:465", "security": "TLS"},
                    "imap": {"server": "imap.acme.example:993", "security": "TLS", "colour": "red"}},
                   {"name": "", "smtp": {"server": "smtp.acme.example", "security": "SSL"}, "imap": 7,
                    "signIn": ["PASSWORD", "KERBEROS", 1], "trust": "no pem", "hidden": null, "domains": ["a b"]},
                   {"smtp": {}, "imap": {}},
                   []
                 ],
                 "standard": [{"id": "nobody", "hidden": true}, {"id": "aol"}, {"id": "gmail", "hidden": true, "name": "x"}]}
                """);

        assertThat(plan.problems())
                .extracting(p -> p.pointer() + " " + p.code())
                .contains(
                        "/comment UNKNOWN_FIELD",
                        "/a~1b~0c UNKNOWN_FIELD",
                        "/manualEntryAllowed WRONG_TYPE",
                        "/services/0/imap/colour UNKNOWN_FIELD",
                        "/services/1/name REVIEW",
                        "/services/1/smtp/server REVIEW",
                        "/services/1/smtp/security UNKNOWN_VALUE",
                        "/services/1/imap WRONG_TYPE",
                        "/services/1/signIn/1 UNKNOWN_VALUE",
                        "/services/1/signIn/2 WRONG_TYPE",
                        "/services/1/trust REVIEW",
                        "/services/1/domains REVIEW",
                        "/services/2/name MISSING",
                        "/services/2/smtp/server MISSING",
                        "/services/2/smtp/security MISSING",
                        "/services/3 WRONG_TYPE",
                        "/standard/0/id UNKNOWN_SERVICE",
                        "/standard/1/hidden MISSING",
                        "/standard/2/name UNKNOWN_FIELD");
        assertThat(plan.problems()).extracting(p -> p.pointer() + p.code()).doesNotHaveDuplicates();
        assertThat(plan.isAcceptable()).isFalse();
        assertThatThrownBy(() -> plan.apply(plan.token()))
                .isInstanceOfSatisfying(
                        ImportRefusedException.class,
                        e -> assertThat(e.problems()).isEqualTo(plan.problems()));
        assertThat(admin.catalog().revision()).isZero();
    }

    @Test
    void warningsAreToldAndAccepted() {
        CatalogImport plan = plan(file(service("Acme").replace("\"TLS\"", "\"NONE\""))
                .replace("}]}", "}], \"standard\": [{\"id\": \"nobody\", \"hidden\": true}]}"));

        assertThat(plan.problems()).isNotEmpty().noneMatch(JsonProblem::isError);
        assertThat(plan.apply(plan.token())).isEqualTo(1);
        assertThat(corporate().get(0).servers().imap().security()).isEqualTo(ConnectionSecurity.NONE);
    }

    @Test
    void oneServiceTwiceIsRefused() {
        EmailService acme = admin.add(acme());
        String withId = service("Acme").replace("{\"name\"", "{\"id\": \"" + acme.id() + "\", \"name\"");

        assertThat(codes(plan(file(withId, withId.replace("Acme", "Beta")))))
                .containsExactly(JsonProblem.Code.DUPLICATE);
        assertThat(codes(plan(file(service("New"), service("new"))))).containsExactly(JsonProblem.Code.DUPLICATE);
        assertThat(codes(plan("{\"version\": 1, \"standard\": [{\"id\": \"aol\", \"hidden\": true}, "
                        + "{\"id\": \"aol\", \"hidden\": false}]}")))
                .containsExactly(JsonProblem.Code.DUPLICATE);
    }

    @Test
    void theNameOfAStandardServiceIsTaken() {
        CatalogImport plan = plan(file(service("gmail")));

        assertThat(plan.problems()).extracting(JsonProblem::pointer).containsExactly("/services/0/name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "{",
                "{\"version\": 1}}",
                "{\"version\": 1} {}",
                "{\"version\": 1, \"version\": 1}",
                "{'version': 1}",
                "{\"version\": 1, /* no */ \"services\": []}",
                "{\"version\": NaN}",
                "{\"version\": \"\\ud800\", \"x\": \"\u0000\"}"
            })
    void notADocument(String json) {
        CatalogImport plan = plan(json);

        assertThat(plan.isAcceptable()).isFalse();
        assertThat(plan.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, UNKNOWN_VERSION",
        "2, UNKNOWN_VERSION",
        "\"1\", WRONG_TYPE",
        "1.0, WRONG_TYPE",
        "99999999999, WRONG_TYPE"
    })
    void onlyTheKnownVersionIsRead(String version, JsonProblem.Code code) {
        assertThat(codes(plan("{\"version\": " + version + ", \"x\": 1}"))).containsExactly(code);
    }

    @Test
    void sizesAreBounded() {
        assertThat(codes(plan(" ".repeat(4 * 1024 * 1024) + "{}"))).containsExactly(JsonProblem.Code.TOO_LARGE);
        assertThat(codes(plan("[".repeat(1_000_000)))).containsExactly(JsonProblem.Code.NOT_JSON);
        assertThat(codes(plan("{\"version\": 1, \"services\": [" + "{},".repeat(2_001) + "{}]}")))
                .containsExactly(JsonProblem.Code.TOO_LARGE);
        assertThat(plan("{\"version\": 1, \"services\": [{\"name\": \"" + "x".repeat(90_000) + "\"}]}")
                        .isAcceptable())
                .isFalse();
    }

    private CatalogImport plan(String json) {
        return CatalogJson.plan(admin, json);
    }

    private List<EmailService> corporate() {
        return admin.catalog().services().stream()
                .filter(service -> service.kind() == EmailService.Kind.CORPORATE)
                .toList();
    }

    private static List<JsonProblem.Code> codes(CatalogImport plan) {
        return plan.problems().stream().map(JsonProblem::code).toList();
    }

    private static String withoutIds(String file) {
        return file.replaceAll("\"id\" : \"[^\"]{20,}\",", "");
    }

    private static String file(String... services) {
        return "{\"version\": 1, \"services\": [" + String.join(", ", services) + "]}";
    }

    private static String service(String name) {
        return "{\"name\": \"" + name + "\", \"smtp\": {\"server\": \"smtp.acme.example:465\", \"security\": \"TLS\"},"
                + " \"imap\": {\"server\": \"imap.acme.example:993\", \"security\": \"TLS\"}}";
    }

    private static ServiceDraft acme() {
        return ServiceDraft.named("Acme")
                .withSmtp("smtp.acme.example:465", ConnectionSecurity.TLS)
                .withImap("imap.acme.example:993", ConnectionSecurity.TLS);
    }

    private static EmailServiceRegistry registry() {
        return EmailServiceRegistry.builder(new InMemoryRegistryStore())
                .standardServices(StandardServices.common())
                .build();
    }
}
