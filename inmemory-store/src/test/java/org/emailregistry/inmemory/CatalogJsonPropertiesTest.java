package org.emailregistry.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.json.CatalogImport;
import org.emailregistry.json.CatalogJson;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.standard.StandardServices;

class CatalogJsonPropertiesTest {
    /** What an administrator decided: corporate services, those of them that are hidden, hidden standard ones, "Other". */
    record Decisions(List<ServiceDraft> drafts, Set<Integer> hidden, Set<Integer> hiddenStandard, boolean manual) {
        void apply(Administration admin) {
            for (int i = 0; i < drafts.size(); i++) {
                ServiceDraft draft = drafts.get(i);
                if (admin.review(draft).stream().noneMatch(Problem::isError)) {
                    EmailService added = admin.add(draft);
                    if (hidden.contains(i)) {
                        admin.hide(added.id());
                    }
                }
            }
            hiddenStandard.forEach(
                    i -> admin.hide(StandardServices.common().get(i).id()));
            admin.allowManualEntry(manual);
        }
    }

    @Property(tries = 100)
    void anExportBringsAnyCatalogToWhatItSays(
            @ForAll("decisions") Decisions here, @ForAll("decisions") Decisions there) {
        try (EmailServiceRegistry source = registry();
                EmailServiceRegistry target = registry()) {
            Administration from = source.administration("a");
            Administration to = target.administration("b");
            here.apply(from);
            there.apply(to);
            String file = CatalogJson.write(from.catalog());
            Catalog before = to.catalog();

            CatalogImport plan = CatalogJson.plan(to, file);
            assertThat(plan.problems().stream().filter(p -> p.isError())).isEmpty();
            long revision = plan.apply(plan.token());

            assertThat(revision).isEqualTo(plan.isEmpty() ? before.revision() : before.revision() + 1);
            for (EmailService wanted : from.catalog().services()) {
                if (wanted.kind() == EmailService.Kind.CORPORATE) {
                    EmailService got = byName(to.catalog(), wanted.name()).orElseThrow();
                    assertThat(got.servers()).isEqualTo(wanted.servers());
                    assertThat(got.authenticationMethods()).isEqualTo(wanted.authenticationMethods());
                    assertThat(got.domains()).isEqualTo(wanted.domains());
                    assertThat(got.hidden()).isEqualTo(wanted.hidden());
                } else if (wanted.revision() > 0) {
                    assertThat(to.service(wanted.id()).orElseThrow().hidden()).isEqualTo(wanted.hidden());
                }
            }
            // Nothing is ever removed, and the second time nothing is left to do.
            for (EmailService service : before.services()) {
                assertThat(to.service(service.id())).isPresent();
            }
            assertThat(CatalogJson.plan(to, file).isEmpty()).isTrue();
            String again = CatalogJson.write(to.catalog());
            assertThat(CatalogJson.plan(to, again).isEmpty()).isTrue();
            assertThat(CatalogJson.write(to.catalog())).isEqualTo(again);
        }
    }

    @Property(tries = 300)
    void aFileCutAtRandomNeverThrows(
            @ForAll("decisions") Decisions decisions, @ForAll int from, @ForAll int length, @ForAll("odd") String odd) {
        try (EmailServiceRegistry registry = registry()) {
            Administration admin = registry.administration("a");
            decisions.apply(admin);
            String file = CatalogJson.write(admin.catalog());
            int start = Math.floorMod(from, file.length());
            int end = Math.min(file.length(), start + Math.floorMod(length, 40));

            CatalogImport plan = CatalogJson.plan(admin, file.substring(0, start) + odd + file.substring(end));

            if (plan.isAcceptable()) {
                plan.apply(plan.token());
            }
        }
    }

    private static Optional<EmailService> byName(Catalog catalog, String name) {
        return catalog.services().stream()
                .filter(s -> s.name().equalsIgnoreCase(name))
                .findAny();
    }

    private static EmailServiceRegistry registry() {
        return EmailServiceRegistry.builder(new InMemoryRegistryStore())
                .standardServices(StandardServices.common())
                .build();
    }

    @Provide
    Arbitrary<String> odd() {
        return Arbitraries.of(
                "", "{", "}", "[", "]", "\"", ",", "null", "true", "1e9", "\\", "\"x\": 1,", "{}", "\u0000", "a");
    }

    @Provide
    Arbitrary<Decisions> decisions() {
        return Combinators.combine(
                        draft().list().ofMaxSize(5),
                        Arbitraries.integers().between(0, 4).set().ofMaxSize(3),
                        Arbitraries.integers().between(0, 11).set().ofMaxSize(4),
                        Arbitraries.of(true, false))
                .as(Decisions::new);
    }

    private static Arbitrary<ServiceDraft> draft() {
        // Few names, so that both sides often mean the same service.
        Arbitrary<String> name = Arbitraries.of("Acme", "ACME", "Beta", "Gamma \"x\"", "Ünïcödé ✉", "d/e~f");
        Arbitrary<String> host = Arbitraries.of("a.example", "b.example", "192.0.2.1", "[2001:db8::1]");
        Arbitrary<Set<AuthenticationMethod>> signIn =
                Arbitraries.of(AuthenticationMethod.class).set().ofMinSize(1).map(EnumSet::copyOf);
        Arbitrary<Set<String>> domains =
                Arbitraries.of("acme.example", "ACME.test", "beta.example").set();
        Arbitrary<UserNameFormat> login = Arbitraries.of(UserNameFormat.class);
        Arbitrary<ConnectionSecurity> security = Arbitraries.of(ConnectionSecurity.class);
        return Combinators.combine(name, host, security, login, signIn, domains)
                .as((n, h, s, l, ways, d) -> ServiceDraft.named(n)
                        .withSmtp(h + ":587", s)
                        .withImap(h + ":993", s)
                        .withUserNameFormats(l, UserNameFormat.AS_TYPED)
                        .withAuthenticationMethods(ways)
                        .withDomains(d));
    }
}
