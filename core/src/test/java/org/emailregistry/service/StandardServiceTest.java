package org.emailregistry.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.address.ServerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardServiceTest {
    private static final ServerSettings SERVERS = new ServerSettings(
            new MailServer(
                    ServerAddress.parse("smtp.acme.example:465"), ConnectionSecurity.TLS, UserNameFormat.ADDRESS),
            new MailServer(
                    ServerAddress.parse("imap.acme.example:993"), ConnectionSecurity.TLS, UserNameFormat.ADDRESS));
    private static final StandardService ACME = StandardService.of(new ServiceId("acme"), "Acme", SERVERS);
    private static final OAuth2Endpoints OAUTH2 = new OAuth2Endpoints(
            URI.create("https://acme.example/authorize"), URI.create("https://acme.example/token"), Set.of("mail"));

    @Test
    void aServiceOfTheHostTakesAPasswordAndHasNothingElse() {
        assertThat(ACME.authenticationMethods()).containsExactly(AuthenticationMethod.PASSWORD);
        assertThat(ACME.domains()).isEmpty();
        assertThat(ACME.setup()).isEmpty();
        assertThat(ACME.oauth2()).isEmpty();
        assertThat(ACME.retired()).isFalse();
        assertThat(ACME.source()).isEmpty();
    }

    @Test
    void eachChangeIsACopyAndKeepsTheRest() {
        var hint = new SetupHint(SetupHint.Code.PAID_PLAN_ONLY, "Paid plans only.", Optional.empty());
        StandardService changed = ACME.withName("Acme Mail")
                .withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2, AuthenticationMethod.PASSWORD))
                .withDomains(Set.of("ACME.example", "b.example"))
                .withSetup(List.of(hint))
                .withOAuth2(OAUTH2)
                .withRetirement(LocalDate.of(2026, 1, 1));

        assertThat(changed.name()).isEqualTo("Acme Mail");
        assertThat(changed.authenticationMethods())
                .containsExactly(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2);
        assertThat(changed.domains()).containsExactly("acme.example", "b.example");
        assertThat(changed.setup()).containsExactly(hint);
        assertThat(changed.oauth2()).contains(OAUTH2);
        assertThat(changed.retired()).isTrue();
        assertThat(changed.id()).isEqualTo(ACME.id());
        assertThat(changed.servers()).isEqualTo(SERVERS);
        assertThat(ACME.name()).isEqualTo("Acme");
    }

    @Test
    void nobodyCanChangeAServiceThroughWhatItWasMadeOf() {
        Set<String> domains = new HashSet<>(Set.of("acme.example"));
        StandardService service = ACME.withDomains(domains);
        domains.add("evil.example");

        assertThat(service.domains()).containsExactly("acme.example");
        assertThatThrownBy(() -> service.domains().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsNoServiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ACME.withName(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> ACME.withName("x".repeat(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> ACME.withName("a\nb"));
        assertThatIllegalArgumentException().isThrownBy(() -> ACME.withAuthenticationMethods(Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> ACME.withDomains(Set.of("a b")));
        assertThatIllegalArgumentException().isThrownBy(() -> ACME.withDomains(Set.of("192.0.2.1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.example/",
                "javascript:alert(1)",
                "https:opaque",
                "https:///path",
                "/path",
                "https://user@acme.example/",
                "data:text/html,x"
            })
    void linksAreHttps(String link) {
        URI uri = URI.create(link);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetupHint(SetupHint.Code.OAUTH2_ONLY, "Text.", Optional.of(uri)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OAuth2Endpoints(uri, OAUTH2.token(), OAUTH2.scopes()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OAuth2Endpoints(OAUTH2.authorization(), uri, OAUTH2.scopes()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceSource("s", uri, LocalDate.EPOCH));
    }

    @Test
    void textsAndScopesAreBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetupHint(SetupHint.Code.OAUTH2_ONLY, "x".repeat(501), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetupHint(SetupHint.Code.OAUTH2_ONLY, "", Optional.empty()));
        for (String scope : List.of("", "a b", "a\"b", "a\\b", "ü", "a\n")) {
            assertThatIllegalArgumentException()
                    .as(scope)
                    .isThrownBy(() -> new OAuth2Endpoints(OAUTH2.authorization(), OAUTH2.token(), Set.of(scope)));
        }
    }
}
