package org.emailregistry.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.Suggestion;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SetupHint;
import org.emailregistry.service.StandardService;
import org.emailregistry.standard.StandardServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
    private final EmailServiceRegistry registry = EmailServiceRegistry.builder(new InMemoryRegistryStore())
            .standardServices(StandardServices.common())
            .suggestions(StandardServices.all())
            .build();
    private final Administration admin = registry.administration("admin");

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void theServiceOfADomainIsSuggested() {
        Suggestion gmail = suggest("jo.doe+news@GoogleMail.com").orElseThrow();

        assertThat(gmail.service()).contains(new ServiceId("gmail"));
        assertThat(gmail.name()).isEqualTo("Gmail");
        assertThat(gmail.setup()).extracting(SetupHint::code).contains(SetupHint.Code.APP_PASSWORD_IF_NOT_OAUTH);
        assertThat(suggest("j@gmail.com")).isPresent();
        assertThat(suggest("j".repeat(64) + "@gmail.com")).isPresent();
        assertThat(suggest("jo@mail.gmail.com")).isEmpty();
        assertThat(suggest("jo@acme.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "gmail.com",
                "@gmail.com",
                "jo@",
                "jo@gmail.com.",
                "jo@gmail,com",
                "a@b@",
                "jo@\u0000",
                "\u0001jo@gmail.com",
                "12345678901234567890123456789012345678901234567890123456789012345@gmail.com"
            })
    void whatIsNoAddressGivesNothing(String text) {
        assertThat(suggest(text)).isEmpty();
    }

    @Test
    void theOrganisationsOwnServiceComesFirst() {
        EmailService acme = admin.add(acme("Acme", "ACME.example", "gmail.com"));

        assertThat(acme.domains()).containsExactly("acme.example", "gmail.com");
        assertThat(suggest("jo@acme.example").orElseThrow().service()).contains(acme.id());
        assertThat(suggest("jo@gmail.com").orElseThrow().service()).contains(acme.id());

        admin.edit(admin.planEdit(
                acme.id(), acme.revision(), ServiceDraft.from(acme).withDomains(Set.of("acme.test"))));
        assertThat(suggest("jo@acme.example")).isEmpty();
        assertThat(suggest("jo@acme.test").orElseThrow().service()).contains(acme.id());
        assertThat(suggest("jo@gmail.com").orElseThrow().service()).contains(new ServiceId("gmail"));
    }

    @Test
    void aHiddenServiceIsNeverSuggestedNorAWayRoundIt() {
        EmailService acme = admin.add(acme("Acme", "acme.example"));
        admin.hide(acme.id());
        admin.hide(new ServiceId("gmail"));
        assertThat(suggest("jo@verizon.net").orElseThrow().service()).isEmpty();
        admin.hide(new ServiceId("aol"));

        assertThat(suggest("jo@acme.example")).isEmpty();
        assertThat(suggest("jo@gmail.com")).isEmpty();
        // Verizon's mailboxes are on the servers of AOL.
        assertThat(suggest("jo@verizon.net")).isEmpty();

        admin.show(acme.id());
        assertThat(suggest("jo@acme.example").orElseThrow().service()).contains(acme.id());
    }

    @Test
    void aServiceThatIsNotOnTheListIsForManualEntryWhereThatIsAllowed() {
        Suggestion posteo = suggest("jo@posteo.de").orElseThrow();
        assertThat(posteo.service()).isEmpty();
        assertThat(posteo.servers().imap().address()).hasToString("posteo.de:993");

        admin.allowManualEntry(false);
        assertThat(suggest("jo@posteo.de")).isEmpty();
        assertThat(suggest("jo@gmail.com")).isPresent();
    }

    @Test
    void withoutTokensAServiceThatTakesNothingElseIsNotSuggested() {
        assertThat(suggest("jo@outlook.com")).isEmpty();
        try (EmailServiceRegistry withTokens = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                .standardServices(StandardServices.common())
                .tokens(request -> TokenAnswer.token(Secret.of("token")))
                .build()) {
            assertThat(withTokens.suggest("jo@outlook.com").orElseThrow().service())
                    .contains(new ServiceId("outlook"));
        }
    }

    @Test
    void tokensAreOfferedOnlyWhereTheHostHasASourceOfThem() {
        assertThat(suggest("jo@gmail.com").orElseThrow().authenticationMethods())
                .containsExactly(AuthenticationMethod.PASSWORD);
        assertThat(suggest("jo@verizon.net").orElseThrow().authenticationMethods())
                .containsExactly(AuthenticationMethod.PASSWORD);
        assertThat(registry.offer().services())
                .allMatch(service -> service.authenticationMethods().equals(Set.of(AuthenticationMethod.PASSWORD)));
        assertThat(admin.service(new ServiceId("gmail")).orElseThrow().authenticationMethods())
                .hasSize(2);
        try (EmailServiceRegistry withTokens = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                .standardServices(StandardServices.common())
                .tokens(request -> TokenAnswer.token(Secret.of("token")))
                .build()) {
            assertThat(withTokens.suggest("jo@gmail.com").orElseThrow().authenticationMethods())
                    .containsExactlyInAnyOrder(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2);
        }
    }

    @Test
    void everyDomainOfTheLibraryLeadsToItsService() {
        try (EmailServiceRegistry all = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                .standardServices(StandardServices.all())
                .tokens(request -> TokenAnswer.token(Secret.of("token")))
                .build()) {
            for (StandardService service : StandardServices.all()) {
                for (String domain : service.domains()) {
                    assertThat(all.suggest("jo@" + domain).orElseThrow().service())
                            .contains(service.id());
                }
            }
        }
    }

    @Test
    void aServiceThatTakesTokensOnlyIsSuggestedForManualEntryWhereThereIsASourceOfThem() {
        StandardService tokensOnly = StandardService.of(
                        new ServiceId("tokens"), "Tokens", acme("x").servers().orElseThrow())
                .withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2))
                .withDomains(Set.of("tokens.example"));
        try (EmailServiceRegistry without = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                        .suggestions(List.of(tokensOnly))
                        .build();
                EmailServiceRegistry with = EmailServiceRegistry.builder(new InMemoryRegistryStore())
                        .suggestions(List.of(tokensOnly))
                        .tokens(request -> TokenAnswer.token(Secret.of("token")))
                        .build()) {
            assertThat(without.suggest("jo@tokens.example")).isEmpty();
            assertThat(with.suggest("jo@tokens.example").orElseThrow().authenticationMethods())
                    .containsExactly(AuthenticationMethod.OAUTH2);
        }
    }

    @Test
    void domainsAreJudgedLikeTheRestOfTheForm() {
        List<Problem> problems = admin.review(acme("Acme", "a b", "acme.example", "127.0.0.1"));
        assertThat(problems).extracting(Problem::field).containsExactly(Field.DOMAINS, Field.DOMAINS);
        assertThat(problems).extracting(Problem::code).containsOnly(Problem.Code.DOMAIN_MALFORMED);

        Set<String> many = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            many.add("d" + i + ".example");
        }
        assertThat(admin.review(acme("Acme").withDomains(many))).isEmpty();
        many.add("d200.example");
        assertThatThrownBy(() -> admin.add(acme("Acme").withDomains(many)))
                .isInstanceOfSatisfying(
                        InvalidServiceException.class,
                        e -> assertThat(e.problems()).extracting(Problem::code).containsExactly(Problem.Code.TOO_MANY));
        assertThat(admin.add(acme("Acme", "acme.example")).domains()).containsExactly("acme.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "12345678901234567890123456789012345678901234567890123456789012345678901234567890"})
    void aDomainThatIsNoneIsShown(String domain) {
        assertThat(shown(domain)).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n1", "123456789012345678901234567890123456789012345678901234567890123456789012345678901"})
    void aDomainThatWouldMakeItsMessageUnreadableIsNotShown(String domain) {
        assertThat(shown(domain)).isEqualTo("?");
    }

    private String shown(String domain) {
        Problem problem = admin.review(acme("Acme", domain)).get(0);
        String shown = problem.details().getOrDefault("domain", "");
        assertThat(problem.message()).endsWith(": " + shown);
        return shown;
    }

    private Optional<Suggestion> suggest(String address) {
        // The offer may lag; a fresh read brings it up to date.
        admin.catalog();
        return registry.suggest(address);
    }

    private static ServiceDraft acme(String name, String... domains) {
        return ServiceDraft.named(name)
                .withSmtp("smtp.acme.example:465", ConnectionSecurity.TLS)
                .withImap("imap.acme.example:993", ConnectionSecurity.TLS)
                .withDomains(Set.of(domains));
    }
}
