package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.Resolution;
import org.emailregistry.account.MailAccount;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 14, and law 6 against whoever writes into the database: what is read back is judged like a stranger's typing. */
interface StoredRowsContract extends NeedsDatabase {

    /** What makes a service invalid. */
    static Stream<Named<UnaryOperator<ServiceDefinition>>> damages() {
        return Stream.of(
                Named.of("no port", d -> Tampering.imap(d, "imap.acme.example", "TLS")),
                Named.of("unknown security", d -> Tampering.imap(d, "imap.acme.example:993", "SSL")),
                Named.of("malformed host", d -> Tampering.imap(d, "127.1:993", "TLS")),
                Named.of("malformed name", d -> Tampering.with(d, "a\nb", d.servers())));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.StoredRowsContract#damages")
    default void anInvalidServiceIsOffByItselfAndSaysWhy(UnaryOperator<ServiceDefinition> damage) {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EmailService other = world.add("Other");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            MailAccount ben = world.connect(World.BEN, other.id());
            Tampering.rewrite(world.store(), acme.id(), damage);

            Catalog catalog = world.admin().catalog();
            assertThat(catalog.services())
                    .contains(other)
                    .extracting(EmailService::id)
                    .doesNotContain(acme.id());
            assertThat(catalog.invalid()).singleElement().satisfies(invalid -> {
                assertThat(invalid.id()).isEqualTo(acme.id());
                assertThat(invalid.reason()).isNotBlank();
            });
            MailAccounts accounts = world.registry().accounts();
            assertUnusable(accounts, anna, Resolution.Reason.SERVICE_INVALID);
            assertThat(accounts.resolve(ben.id())).isInstanceOf(Resolution.Usable.class);

            world.remove(acme.id());
            assertUnusable(accounts, anna, Resolution.Reason.SERVICE_REMOVED);
        }
    }

    /** What would send a password elsewhere. */
    static Stream<Named<UnaryOperator<ServiceDefinition>>> redirections() {
        return Stream.of(
                Named.of("IMAP host", d -> Tampering.imap(d, "imap.evil.example:993", "TLS")),
                Named.of("IMAP security", d -> Tampering.imap(d, "imap.acme.example:143", "NONE")),
                Named.of("SMTP host", d -> Tampering.smtp(d, "smtp.evil.example:465", "TLS")));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.StoredRowsContract#redirections")
    default void aServiceRowThatWasChangedRedirectsNobodysPassword(UnaryOperator<ServiceDefinition> redirection) {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            MailAccounts accounts = world.registry().accounts();
            var before = (Resolution.Usable) accounts.resolve(anna.id());
            Tampering.rewrite(world.store(), acme.id(), redirection);
            assertUnusable(
                    accounts,
                    anna,
                    world.store().persistent()
                            ? Resolution.Reason.SERVICE_INVALID
                            : Resolution.Reason.DESTINATION_NOT_CONFIRMED);
            assertThatThrownBy(() -> accounts.credentials(before)).isInstanceOf(AccountUnusableException.class);
        }
    }

    @Test
    default void theGreatestRevisionStopsDecisionsAndNothingElse() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            Tampering.setRevision(world.store(), Long.MAX_VALUE);
            EmailServiceRegistry registry = world.node();
            assertThatThrownBy(() -> registry.administration("root").hide(acme.id()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("altered");
            assertThat(registry.offer().services()).extracting(EmailService::id).contains(acme.id());
            assertThat(registry.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void termsThatCannotBeReadTakeOneServiceOffAndNotTheCatalog() {
        try (var world = World.on(this)) {
            RegistryStore store = world.store();
            EmailServiceRegistry bare = EmailServiceRegistry.builder(store)
                    .standardServices(List.of(World.GMAIL, World.YAHOO))
                    .build();
            try (bare) {
                Administration admin = bare.administration("root");
                EmailService acme = admin.add(World.draft("Acme"));
                EmailService sound = admin.add(ServiceDraft.named("Sound")
                        .withSmtp("smtp.sound.example:465", true)
                        .withImap("imap.sound.example:993", ConnectionSecurity.TLS));
                admin.hide(World.GMAIL.id());
                admin.show(World.GMAIL.id());
                for (String terms : List.of("no line", "destined=x\n", "destined=-1\n", "a=1\na=2\n")) {
                    for (ServiceId id : List.of(acme.id(), World.GMAIL.id())) {
                        Tampering.rewriteRow(
                                store,
                                id,
                                row -> new ServiceRow(
                                        row.id(),
                                        row.definition(),
                                        row.hidden(),
                                        row.revision(),
                                        row.removedAt(),
                                        terms,
                                        row.proof()));
                    }
                    Catalog catalog = admin.catalog();
                    assertThat(catalog.services())
                            .as(terms)
                            .extracting(EmailService::id)
                            .containsExactly(World.YAHOO.id(), sound.id());
                    assertThat(catalog.invalid())
                            .extracting(Catalog.InvalidService::id)
                            .containsExactlyInAnyOrder(acme.id(), World.GMAIL.id());
                }
            }
        }
    }

    @Test
    default void anInvalidAccountIsUnusableByItself() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = accounts.connect(World.ANNA, World.manually("anna@home.example"));
            MailAccount ben = accounts.connect(World.BEN, World.manually("ben@home.example"));
            RegistryStore store = world.store();
            AccountRow row = store.account(anna.id()).orElseThrow().account();
            var server = new ServerRow("nowhere", "TLS", "AS_TYPED");
            assertThat(store.replace(
                            row,
                            Tampering.with(
                                    row,
                                    row.service(),
                                    Optional.of(new SettingsRow(server, server)),
                                    row.credentials())))
                    .isTrue();
            assertUnusable(accounts, anna, Resolution.Reason.ACCOUNT_INVALID);
            assertThat(accounts.resolve(ben.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void anAccountWithoutServersOrALoginIsUnusableByItself() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = accounts.connect(World.ANNA, World.manually("anna@home.example"));
            MailAccount ben = accounts.connect(World.BEN, World.manually("ben@home.example"));
            Tampering.rewrite(
                    world.store(),
                    anna.id(),
                    row -> Tampering.with(row, Optional.empty(), Optional.empty(), row.credentials()));
            Tampering.rewrite(
                    world.store(),
                    ben.id(),
                    row -> Tampering.with(
                            row,
                            row.owner(),
                            "ben\r\nA1 LOGIN",
                            row.origin(),
                            row.service(),
                            row.manual(),
                            row.credentials()));
            assertUnusable(accounts, anna, Resolution.Reason.ACCOUNT_INVALID);
            assertUnusable(accounts, ben, Resolution.Reason.ACCOUNT_INVALID);
        }
    }

    @Test
    default void anAccountOfAServiceThatThisLibraryDoesNotKnowSaysSo() {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            MailAccounts older =
                    world.node(builder -> builder.standardServices(List.of())).accounts();
            assertUnusable(older, anna, Resolution.Reason.SERVICE_UNKNOWN);
            assertThat(world.registry().accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void aManualAccountWhoseServersWereChangedGetsNoPassword() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = accounts.connect(World.ANNA, World.manually("anna@home.example"));
            RegistryStore store = world.store();
            AccountRow row = store.account(anna.id()).orElseThrow().account();
            var server = new ServerRow("mail.evil.example:993", "TLS", "AS_TYPED");
            assertThat(store.replace(
                            row,
                            Tampering.with(
                                    row,
                                    row.service(),
                                    Optional.of(new SettingsRow(server, server)),
                                    row.credentials())))
                    .isTrue();
            assertUnusable(accounts, anna, Resolution.Reason.DESTINATION_NOT_CONFIRMED);
        }
    }

    private static void assertUnusable(MailAccounts accounts, MailAccount account, Resolution.Reason reason) {
        assertThat(accounts.resolve(account.id()))
                .isInstanceOfSatisfying(
                        Resolution.Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(reason));
    }
}
