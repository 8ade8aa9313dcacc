package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.Administration;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Sealed;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 6 against whoever can write into the database, but has no key: no password goes where nobody confirmed. */
interface BindingContract extends NeedsDatabase {

    private static EmailServiceRegistry sealing(World world, String... keys) {
        return world.node(builder -> builder.cipher(World.ring(keys)));
    }

    private static EmailService add(EmailServiceRegistry registry, String name) {
        return registry.administration("root").add(World.draft(name));
    }

    private static ServiceDraft at(String name, String host) {
        return ServiceDraft.named(name)
                .withSmtp("smtp." + host + ":465", true)
                .withImap("imap." + host + ":993", ConnectionSecurity.TLS);
    }

    private static EmailService moveTo(EmailServiceRegistry registry, ServiceId id, String host) {
        Administration admin = registry.administration("root");
        EmailService now = admin.service(id).orElseThrow();
        EditPlan plan = admin.planEdit(id, now.revision(), at(now.name(), host));
        return admin.edit(plan, plan.token());
    }

    private static MailAccount connect(EmailServiceRegistry registry, ServiceId service) {
        return registry.accounts().connect(World.ANNA, World.to(service, "anna@acme.example"));
    }

    @Test
    default void aServiceSavedWithoutACipherIsNotBelievedByARegistryThatHasOneUntilItIsEdited() {
        try (var world = World.on(this);
                EmailServiceRegistry bare =
                        EmailServiceRegistry.builder(world.store()).build()) {
            ServiceId id = add(bare, "Acme").id();
            assertThat(bare.offer().services()).extracting(EmailService::id).containsExactly(id);

            EmailServiceRegistry registry = sealing(world, "first");
            Administration admin = registry.administration("root");
            assertThat(admin.service(id)).isEmpty();

            EditPlan plan = admin.planEdit(id, admin.catalog().revision(), World.draft("Acme"));
            assertThat(plan.confirmations()).isNotEmpty();
            admin.edit(plan, plan.token());
            assertThat(admin.service(id)).map(EmailService::name).contains("Acme");
            connect(registry, id);
        }
    }

    /** What is changed in the row of a service. */
    static Stream<Named<UnaryOperator<ServiceRow>>> damagedServices() {
        Map<String, UnaryOperator<ServiceDefinition>> damages = new LinkedHashMap<>();
        damages.put("IMAP host", d -> Tampering.imap(d, "imap.evil.example:993", "TLS"));
        damages.put("SMTP host", d -> Tampering.smtp(d, "smtp.evil.example:465", "TLS"));
        damages.put("IMAP port", d -> Tampering.imap(d, "imap.acme.example:1993", "TLS"));
        damages.put("IMAP security", d -> Tampering.imap(d, "imap.acme.example:993", "NONE"));
        damages.put("SMTP security", d -> Tampering.smtp(d, "smtp.acme.example:465", "STARTTLS"));
        damages.put("login form", d -> Tampering.imap(d, "imap.acme.example:993", "TLS", "LOCAL_PART"));
        damages.put("name", d -> Tampering.with(d, "Acmé", d.servers()));
        damages.put("a former destination", d -> Tampering.former(d, List.of("imap imap.acme.example TLS -")));
        damages.put("sign-in", d -> rebuilt(d, List.of("OAUTH2"), d.domains(), d.trustedCertificates(), d.version()));
        damages.put(
                "domains",
                d -> rebuilt(
                        d, d.authenticationMethods(), List.of("evil.example"), d.trustedCertificates(), d.version()));
        damages.put("trust", d -> rebuilt(d, d.authenticationMethods(), d.domains(), Optional.of("evil"), d.version()));
        damages.put(
                "revision",
                d -> rebuilt(
                        d,
                        d.authenticationMethods(),
                        d.domains(),
                        d.trustedCertificates(),
                        new CatalogVersion(99, d.version().commitId())));
        damages.put(
                "commit",
                d -> rebuilt(
                        d,
                        d.authenticationMethods(),
                        d.domains(),
                        d.trustedCertificates(),
                        new CatalogVersion(d.version().revision(), "evil")));
        Map<String, UnaryOperator<ServiceRow>> all = new LinkedHashMap<>();
        damages.forEach((name, damage) -> all.put(name, Tampering.inDefinition(damage)));
        all.put(
                "no definition",
                r -> new ServiceRow(
                        r.id(), Optional.empty(), r.hidden(), r.revision(), r.removedAt(), r.terms(), r.proof()));
        all.put("hidden", r -> rebuilt(r, true, r.revision(), r.removedAt(), r.terms()));
        all.put("row revision", r -> rebuilt(r, r.hidden(), r.revision() + 1, r.removedAt(), r.terms()));
        all.put("removal", r -> rebuilt(r, r.hidden(), r.revision(), Optional.of(Instant.EPOCH), r.terms()));
        all.put("no terms", r -> rebuilt(r, r.hidden(), r.revision(), r.removedAt(), ""));
        all.put("more terms", r -> rebuilt(r, r.hidden(), r.revision(), r.removedAt(), r.terms() + "evil=1\n"));
        all.put("other destinations", r -> rebuilt(r, r.hidden(), r.revision(), r.removedAt(), "destined=99\n"));
        all.put("malformed terms", r -> rebuilt(r, r.hidden(), r.revision(), r.removedAt(), "evil"));
        all.put("no proof", r -> r.with(Optional.empty()));
        all.put("cut proof", r -> r.with(Optional.of(new Sealed("first", new byte[0]))));
        all.put(
                "unknown key",
                r -> r.with(
                        Optional.of(new Sealed("evil", r.proof().orElseThrow().bytes()))));
        return named(all);
    }

    private static ServiceRow rebuilt(
            ServiceRow r, boolean hidden, long revision, Optional<Instant> removedAt, String terms) {
        return new ServiceRow(r.id(), r.definition(), hidden, revision, removedAt, terms, r.proof());
    }

    private static <T> Stream<Named<T>> named(Map<String, T> values) {
        return values.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.BindingContract#damagedServices")
    default void whateverIsChangedInAServiceRowTurnsThatServiceOff(UnaryOperator<ServiceRow> damage) {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            EmailService acme = add(registry, "Acme");
            EmailService other = add(registry, "Other");
            MailAccount anna = connect(registry, acme.id());
            Resolution before = registry.accounts().resolve(anna.id());
            Tampering.rewriteRow(world.store(), acme.id(), damage);

            assertReason(registry, anna.id(), Resolution.Reason.SERVICE_INVALID, "damaged");
            assertThatThrownBy(() -> registry.accounts().credentials((Resolution.Usable) before))
                    .isInstanceOf(AccountUnusableException.class);
            assertThat(registry.administration("root").catalog().invalid())
                    .singleElement()
                    .satisfies(invalid -> assertThat(invalid.reason()).startsWith("proof: "));
            assertThat(registry.offer().services()).contains(other);
            assertThatThrownBy(() -> registry.accounts().changeCredentials(anna.id(), World.password("anna")))
                    .isInstanceOf(AccountUnusableException.class);
        }
    }

    private static ServiceDefinition rebuilt(
            ServiceDefinition d,
            List<String> authenticationMethods,
            List<String> domains,
            Optional<String> trustedCertificates,
            CatalogVersion version) {
        return new ServiceDefinition(
                d.name(),
                d.servers(),
                authenticationMethods,
                domains,
                trustedCertificates,
                d.formerDestinations(),
                version);
    }

    @Test
    default void theDefinitionAndProofOfOneServiceAreWorthNothingForAnother() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            EmailService acme = add(registry, "Acme");
            EmailService other = registry.administration("root").add(at("Other", "other.example"));
            MailAccount anna = connect(registry, acme.id());
            RegistryStore store = world.store();
            ServiceDefinition foreign = Tampering.definition(store, other.id());
            Tampering.rewrite(store, acme.id(), d -> foreign);
            assertReason(registry, anna.id(), Resolution.Reason.SERVICE_INVALID, "foreign definition");
        }
    }

    @Test
    default void whatOneTenantSealedIsWorthNothingForAnother() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            EmailService acme = add(registry, "Acme");
            MailAccount anna = connect(registry, acme.id());
            AccountId ben = registry.accounts()
                    .connect(World.BEN, World.to(World.GMAIL.id(), "ben"))
                    .id();
            EmailServiceRegistry moved =
                    world.node(ofTenant("other", world.store()), builder -> builder.cipher(World.ring("first")));
            assertReason(moved, anna.id(), Resolution.Reason.SERVICE_INVALID, "moved to another tenant");
            assertUnreadable(moved, ben, "moved to another tenant");
        }
    }

    /** The same rows under another tenant's name. */
    private static RegistryStore ofTenant(String tenant, RegistryStore store) {
        return (RegistryStore) Proxy.newProxyInstance(
                RegistryStore.class.getClassLoader(),
                new Class<?>[] {RegistryStore.class},
                (proxy, method, arguments) ->
                        method.getName().equals("tenant") ? tenant : method.invoke(store, arguments));
    }

    @Test
    default void aDefinitionFromBeforeAMoveIsNotBelievedWithTheServersOfAfterNorTheOtherWayRound() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            EmailService acme = add(registry, "Acme");
            MailAccount anna = connect(registry, acme.id());
            RegistryStore store = world.store();
            ServiceRow before = Tampering.row(store, acme.id());
            moveTo(registry, acme.id(), "second.example");
            ServiceRow after = Tampering.row(store, acme.id());
            assertThat(registry.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);

            Tampering.put(store, after.with(before.proof()));
            assertReason(registry, anna.id(), Resolution.Reason.SERVICE_INVALID, "older proof");
            Tampering.put(store, before.with(after.proof()));
            assertReason(registry, anna.id(), Resolution.Reason.SERVICE_INVALID, "newer proof");
            SettingsRow servers = before.definition().orElseThrow().servers();
            Tampering.rewrite(store, acme.id(), d -> Tampering.with(d, d.name(), servers));
            assertReason(registry, anna.id(), Resolution.Reason.SERVICE_INVALID, "older servers");
            Tampering.put(store, after);
            assertThat(registry.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void aWholeOlderRowGetsNoCredentialsThatWereSealedForLater() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            EmailService acme = add(registry, "Acme");
            MailAccount anna = connect(registry, acme.id());
            RegistryStore store = world.store();
            moveTo(registry, acme.id(), "second.example");
            ServiceRow second = Tampering.row(store, acme.id());
            moveTo(registry, acme.id(), "third.example");
            MailAccount ben = registry.accounts().connect(World.BEN, World.to(acme.id(), "ben@acme.example"));
            assertThat(registry.administration("root")
                            .reseal(PageRequest.first(10))
                            .done())
                    .as("sealed for the first servers until now")
                    .containsExactly(anna.id());

            Tampering.put(store, second);
            assertReason(registry, anna.id(), Resolution.Reason.SERVICE_INVALID, "the node has seen a later row");
            EmailServiceRegistry started = sealing(world, "first");
            assertReason(started, anna.id(), Resolution.Reason.DESTINATION_NOT_CONFIRMED, "sealed anew");
            assertReason(started, ben.id(), Resolution.Reason.DESTINATION_NOT_CONFIRMED, "connected later");
            EmailServiceRegistry both = sealing(world, "first", "second");
            both.administration("root").reseal(PageRequest.first(10));
            assertReason(both, anna.id(), Resolution.Reason.DESTINATION_NOT_CONFIRMED, "a new key confirms nothing");
        }
    }

    @Test
    default void aServiceThatWasTamperedWithComesBackWithItsServersOnlyAndFollowsNobodyElsesConfirmation() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            EmailService acme = add(registry, "Acme");
            MailAccount anna = connect(registry, acme.id());
            RegistryStore store = world.store();
            Tampering.rewrite(
                    store,
                    acme.id(),
                    d -> Tampering.former(
                            Tampering.imap(d, "imap.evil.example:993", "TLS"),
                            List.of("imap imap.acme.example TLS -", "smtp smtp.acme.example TLS -")));
            // An administrator who saves what the page shows by now confirms it for those who connect from now on.
            saveTampered(registry, acme.id(), "evil.example");
            assertReason(registry, anna.id(), Resolution.Reason.DESTINATION_NOT_CONFIRMED, "former ones were forged");
            moveTo(registry, acme.id(), "acme.example");
            assertThat(registry.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    private static void saveTampered(EmailServiceRegistry registry, ServiceId id, String host) {
        Administration admin = registry.administration("root");
        long revision = admin.catalog().invalid().get(0).revision();
        EditPlan plan = admin.planEdit(id, revision, at("Acme", host));
        assertThat(plan.confirmations()).isNotEmpty();
        admin.edit(plan, plan.token());
    }

    /** What the row of another account or service could give to a stranger who copies it. */
    record Neighbours(ServiceId branch, SealedCredentials own, SealedCredentials others) {}

    /** A change to the row of an account. */
    interface AccountDamage {
        AccountRow to(AccountRow row, Neighbours near);
    }

    /** What is changed in the row of an account. */
    static Stream<Named<AccountDamage>> damagedAccounts() {
        Map<String, AccountDamage> damages = new LinkedHashMap<>();
        damages.put(
                "to a service that others followed",
                (r, near) -> Tampering.with(r, Optional.of(near.branch()), r.manual(), r.credentials()));
        damages.put(
                "to a service of other hosts",
                (r, near) -> Tampering.with(r, Optional.of(World.GMAIL.id()), r.manual(), r.credentials()));
        damages.put(
                "another destination",
                (r, near) -> Tampering.with(
                        r,
                        Optional.of(World.GMAIL.id()),
                        r.manual(),
                        Optional.of(new SealedCredentials(
                                near.own().kind(),
                                near.own().secret(),
                                "smtp smtp.gmail.example TLS -",
                                "imap imap.gmail.example TLS -",
                                ""))));
        damages.put(
                "to servers of its own",
                (r, near) -> Tampering.with(
                        r, Optional.empty(), Optional.of(servers("evil.example")), Optional.of(evil(near.own()))));
        damages.put(
                "another account's",
                (r, near) -> Tampering.with(r, r.service(), r.manual(), Optional.of(near.others())));
        damages.put(
                "another kind",
                (r, near) -> Tampering.with(
                        r,
                        r.service(),
                        r.manual(),
                        Optional.of(new SealedCredentials(
                                "EXTERNAL",
                                near.own().secret(),
                                near.own().smtpDestination(),
                                near.own().imapDestination(),
                                near.own().bound()))));
        damages.put(
                "another login",
                (r, near) -> Tampering.with(
                        r, r.owner(), "ben@acme.example", r.origin(), r.service(), r.manual(), r.credentials()));
        damages.put("a login for SMTP", (r, near) -> Tampering.withSmtpLogin(r, Optional.of("ben@acme.example")));
        damages.put("the same login for SMTP", (r, near) -> Tampering.withSmtpLogin(r, Optional.of(r.login())));
        damages.put(
                "another origin",
                (r, near) -> Tampering.with(r, r.owner(), r.login(), "USER", r.service(), r.manual(), r.credentials()));
        return named(damages);
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.BindingContract#damagedAccounts")
    default void whateverIsChangedInTheRowOfAnAccountItsPasswordGoesNowhere(AccountDamage damage) {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            // Both were at the same host once; only the second one's administrator confirmed where it went from there.
            EmailService acme = add(registry, "Acme");
            EmailService branch = add(registry, "Branch");
            moveTo(registry, branch.id(), "branch.example");
            MailAccount anna = connect(registry, acme.id());
            MailAccount ben = registry.accounts().connect(World.BEN, World.to(acme.id(), "ben@acme.example"));
            RegistryStore store = world.store();
            AccountRow good = Tampering.account(store, anna.id());
            SealedCredentials sealed = good.credentials().orElseThrow();
            SealedCredentials foreign =
                    Tampering.account(store, ben.id()).credentials().orElseThrow();
            var near = new Neighbours(branch.id(), sealed, foreign);
            Tampering.rewrite(store, anna.id(), row -> damage.to(row, near));
            assertUnreadable(registry, anna.id(), "damaged");
            assertThatThrownBy(() -> registry.accounts().changeCredentials(anna.id(), World.password("anna")))
                    .isInstanceOf(AccountUnusableException.class);
            assertThat(registry.administration("root")
                            .reseal(PageRequest.first(10))
                            .done())
                    .isEmpty();
            Tampering.rewrite(
                    store,
                    anna.id(),
                    r -> Tampering.with(
                            Tampering.withSmtpLogin(r, good.smtpLogin()),
                            good.owner(),
                            good.login(),
                            good.origin(),
                            good.service(),
                            good.manual(),
                            good.credentials()));
            try (Credentials credentials = open(registry, anna.id())) {
                assertThat(credentials.login()).isEqualTo("anna@acme.example");
            }
        }
    }

    @Test
    default void aLoginForSmtpCanNeitherBeChangedNorTakenAwayInTheDatabase() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            MailAccount anna = registry.accounts()
                    .connect(
                            World.ANNA,
                            World.to(add(registry, "Acme").id(), "anna@acme.example")
                                    .withSmtpLogin("sender"));
            RegistryStore store = world.store();
            for (Optional<String> other : List.of(Optional.<String>empty(), Optional.of("sender2"))) {
                Tampering.rewrite(store, anna.id(), r -> Tampering.withSmtpLogin(r, other));
                assertUnreadable(registry, anna.id(), other.orElse("none"));
                assertThatThrownBy(() -> registry.accounts().changeCredentials(anna.id(), World.password("anna")))
                        .isInstanceOf(AccountUnusableException.class);
            }
            Tampering.rewrite(store, anna.id(), r -> Tampering.withSmtpLogin(r, Optional.of("sender")));
            open(registry, anna.id()).close();
        }
    }

    @Test
    default void aPasswordOpensForNobodyButTheOwnerWhoSavedIt() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            MailAccounts accounts = registry.accounts();
            MailAccount anna = connect(registry, add(registry, "Acme").id());
            Tampering.giveTo(world.store(), anna.id(), World.BEN);
            assertThat(accounts.accountsOf(World.BEN)).hasSize(1);
            assertUnreadable(registry, anna.id(), "given to another");
            assertThatThrownBy(() -> accounts.changeCredentials(anna.id(), World.password("ben")))
                    .isInstanceOf(AccountUnusableException.class);
            assertThat(registry.administration("root")
                            .reseal(PageRequest.first(10))
                            .done())
                    .isEmpty();
            Tampering.giveTo(world.store(), anna.id(), World.ANNA);
            open(registry, anna.id()).close();
        }
    }

    private static SettingsRow servers(String host) {
        return new SettingsRow(
                new ServerRow("smtp." + host + ":465", "TLS", "AS_TYPED"),
                new ServerRow("imap." + host + ":993", "TLS", "AS_TYPED"));
    }

    private static SealedCredentials evil(SealedCredentials sealed) {
        return new SealedCredentials(
                sealed.kind(),
                sealed.secret(),
                "smtp smtp.evil.example TLS -",
                "imap imap.evil.example TLS -",
                sealed.bound());
    }

    /** What is changed in the row of a manual account. */
    static Stream<Named<UnaryOperator<AccountRow>>> damagedManualAccounts() {
        Map<String, UnaryOperator<AccountRow>> damages = new LinkedHashMap<>();
        damages.put(
                "servers", r -> Tampering.with(r, r.service(), Optional.of(servers("evil.example")), r.credentials()));
        damages.put(
                "servers and destinations",
                r -> Tampering.with(
                        r,
                        r.service(),
                        Optional.of(servers("evil.example")),
                        r.credentials().map(BindingContract::evil)));
        damages.put(
                "servers and no credentials",
                r -> Tampering.with(r, r.service(), Optional.of(servers("evil.example")), Optional.empty()));
        damages.put("security", r -> {
            var plain = new ServerRow("mail.home.example:143", "NONE", "AS_TYPED");
            return Tampering.with(r, r.service(), Optional.of(new SettingsRow(plain, plain)), r.credentials());
        });
        damages.put(
                "unknown key",
                r -> Tampering.with(
                        r,
                        r.service(),
                        Optional.of(servers("evil.example")),
                        r.credentials()
                                .map(kept -> new SealedCredentials(
                                        kept.kind(),
                                        new Sealed("evil", kept.secret().bytes()),
                                        "smtp smtp.evil.example TLS -",
                                        "imap imap.evil.example TLS -",
                                        kept.bound()))));
        return named(damages);
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.BindingContract#damagedManualAccounts")
    default void theServersOfAManualAccountCannotBeChangedInTheDatabaseNeitherForOldPasswordsNorForNewOnes(
            UnaryOperator<AccountRow> damage) {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = sealing(world, "first");
            MailAccounts accounts = registry.accounts();
            MailAccount anna = accounts.connect(World.ANNA, World.manually("anna@home.example"));
            Tampering.rewrite(world.store(), anna.id(), damage);
            assertUnreadable(registry, anna.id(), "damaged");
            assertThatThrownBy(() -> accounts.changeCredentials(anna.id(), World.password("anna")))
                    .isInstanceOf(AccountUnusableException.class);
            assertThatThrownBy(() -> accounts.test(anna.id(), World.password("anna")))
                    .isInstanceOf(AccountUnusableException.class);
            accounts.reconnect(anna.id(), World.manually("anna@home.example"));
            open(registry, anna.id()).close();
        }
    }

    @Test
    default void aLostKeyCostsNewPasswordsAndNotTheAccounts() {
        try (var world = World.on(this)) {
            MailAccount anna = connect(sealing(world, "first"), World.GMAIL.id());
            EmailServiceRegistry without = sealing(world, "second");
            var usable = (Resolution.Usable) without.accounts().resolve(anna.id());
            assertThatThrownBy(() -> without.accounts().credentials(usable))
                    .isInstanceOfSatisfying(CipherException.class, e -> {
                        assertThat(e.kind()).isEqualTo(CipherException.Kind.UNKNOWN_KEY);
                        assertThat(e).hasMessageContaining("first");
                    });
            without.accounts().changeCredentials(anna.id(), World.password("anna@acme.example"));
            open(without, anna.id()).close();
        }
    }

    @Test
    default void sealingAnewProvesNothingThatWasTamperedWith() {
        try (var world = World.on(this)) {
            EmailServiceRegistry before = sealing(world, "first");
            EmailService acme = add(before, "Acme");
            MailAccount anna = connect(before, acme.id());
            Tampering.rewrite(world.store(), acme.id(), d -> Tampering.imap(d, "imap.evil.example:993", "TLS"));
            EmailServiceRegistry both = sealing(world, "first", "second");
            both.administration("root").reseal(PageRequest.first(10));
            assertThat(both.administration("root").service(acme.id())).isEmpty();
            assertReason(both, anna.id(), Resolution.Reason.SERVICE_INVALID, "sealed anew");
        }
    }

    @Test
    default void sealingAnewRenewsTheProofsSoThatAnOldKeyCanGoAndStalesNoPlan() {
        try (var world = World.on(this)) {
            EmailServiceRegistry before = sealing(world, "first");
            EmailService acme = add(before, "Acme");
            MailAccount anna = connect(before, acme.id());
            moveTo(before, acme.id(), "second.example");
            EmailServiceRegistry both = sealing(world, "first", "second");
            Administration admin = both.administration("keeper");
            EmailService moved = admin.service(acme.id()).orElseThrow();
            EditPlan plan = admin.planEdit(acme.id(), moved.revision(), at("Acme", "third.example"));
            assertThat(admin.reseal(PageRequest.first(10)).done()).containsExactly(anna.id());
            assertThat(admin.history(PageRequest.first(1)).changes())
                    .singleElement()
                    .satisfies(change -> {
                        assertThat(change.kind()).isEqualTo(Change.Kind.SEALED_ANEW);
                        assertThat(change.actor()).isEqualTo("keeper");
                        assertThat(change.service()).contains(acme.id());
                    });
            long revision = admin.catalog().revision();
            assertThat(admin.reseal(PageRequest.first(10)).done()).isEmpty();
            assertThat(admin.catalog().revision()).as("nothing to renew").isEqualTo(revision);

            EmailServiceRegistry later = sealing(world, "second");
            open(later, anna.id()).close();
            later.administration("root").edit(plan, plan.token());
            open(later, anna.id()).close();

            EmailServiceRegistry late = sealing(world, "third");
            assertReason(late, anna.id(), Resolution.Reason.SERVICE_INVALID, "the key is not in the ring");
            assertThat(late.administration("root").catalog().invalid())
                    .singleElement()
                    .satisfies(invalid -> assertThat(invalid.reason()).isEqualTo("proof: key \"second\": UNKNOWN_KEY"));
        }
    }

    private static Credentials open(EmailServiceRegistry registry, AccountId id) {
        return registry.accounts()
                .credentials((Resolution.Usable) registry.accounts().resolve(id));
    }

    private static void assertReason(
            EmailServiceRegistry registry, AccountId id, Resolution.Reason reason, String what) {
        assertThat(registry.accounts().resolve(id))
                .as(what)
                .isInstanceOfSatisfying(
                        Resolution.Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(reason));
    }

    /** Either it does not resolve to anything usable, or what it resolves to gets no credentials. */
    private static void assertUnreadable(EmailServiceRegistry registry, AccountId id, String what) {
        if (registry.accounts().resolve(id) instanceof Resolution.Usable usable) {
            assertThatThrownBy(() -> registry.accounts().credentials(usable))
                    .as(what)
                    .isInstanceOf(CipherException.class);
        }
    }
}
