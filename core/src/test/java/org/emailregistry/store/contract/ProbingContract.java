package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.Administration;
import org.emailregistry.ConfirmationRequiredException;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.MailAccounts;
import org.emailregistry.Resolution;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.ConnectionProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.SettingsRow;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 6 for tests of a connection: where a saved password may go; and what a test asks and tells. */
interface ProbingContract extends NeedsDatabase {
    Duration DEADLINE = Duration.ofSeconds(7);

    /** A probe that keeps what it was asked, and says more than users may know. */
    final class Recorder implements ConnectionProbe {
        final List<ProbeRequest> asked = new ArrayList<>();
        final List<String> passwords = new ArrayList<>();

        @Override
        public ProbeReport probe(ProbeRequest request) {
            asked.add(request);
            request.credentials().ifPresent(given -> passwords.add(given.login() + ":" + secret(given)));
            return new ProbeReport(
                    withWords(MailProtocol.SMTP, Outcome.HOST_UNKNOWN), withWords(MailProtocol.IMAP, Outcome.OK));
        }

        private static String secret(Credentials given) {
            return given instanceof Credentials.Password password
                    ? password.secret().<String>use(String::new)
                    : "";
        }

        private static ProbeResult withWords(MailProtocol protocol, Outcome outcome) {
            ProbeResult result = ProbeResult.of(protocol, outcome);
            return new ProbeResult(
                    result.outcome(),
                    result.field(),
                    result.remedy(),
                    result.userName(),
                    Optional.empty(),
                    Map.of(),
                    List.of("XYZZY"),
                    List.of(),
                    Optional.of("the server's own words"));
        }

        EmailServiceRegistry node(World world) {
            return world.node(
                    builder -> builder.probe(this).testDeadline(DEADLINE).cipher(World.ring("first")));
        }

        ProbeRequest last() {
            return asked.get(asked.size() - 1);
        }
    }

    @Test
    default void aTestWithClosedCredentialsIsAMistakeOfTheCallerAndReachesNoServer() {
        try (var world = World.on(this)) {
            var probe = new Recorder();
            EmailServiceRegistry node = probe.node(world);
            EmailService acme = node.administration("root").add(World.draft("Acme"));
            ConnectRequest request = World.to(acme.id(), "anna@acme.example");
            request.close();
            assertThatThrownBy(() -> node.accounts().test(World.ANNA, request))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> node.administration("root").test(World.draft("x"), request.credentials()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(probe.asked).isEmpty();
        }
    }

    @Test
    default void aTestOfADraftAsksForItsServersAndTellsTheAdministratorEverything() {
        try (var world = World.on(this)) {
            var probe = new Recorder();
            Administration admin = probe.node(world).administration("root");
            ProbeReport report = admin.test(World.draft(""), World.password("anna@acme.example"));
            assertThat(report.smtp().outcome()).isEqualTo(Outcome.HOST_UNKNOWN);
            assertThat(report.smtp().serverText()).isPresent();
            assertThat(probe.last().settings())
                    .isEqualTo(World.settings("smtp.acme.example:465", "imap.acme.example:993"));
            assertThat(probe.last().origin()).isEqualTo(Origin.ADMINISTRATOR);
            assertThat(probe.last().address()).contains("anna@acme.example");
            assertThat(probe.last().deadline()).isEqualTo(DEADLINE);
            assertThat(probe.passwords).containsExactly("anna@acme.example:correct horse");
            assertThatThrownBy(() -> admin.test(World.draft("Acme").withImap("", ConnectionSecurity.TLS)))
                    .isInstanceOf(InvalidServiceException.class);
            assertThat(probe.asked).hasSize(1);
        }
    }

    @Test
    default void aTestTellsUsersNoMoreThanTheyMayKnow() {
        try (var world = World.on(this)) {
            var probe = new Recorder();
            EmailServiceRegistry registry = probe.node(world);
            MailAccounts accounts = registry.accounts();
            EmailService acme = registry.administration("root").add(World.draft("Acme"));
            MailAccount anna = accounts.connect(World.ANNA, World.to(acme.id(), "anna@acme.example"));
            MailAccount ben = accounts.connect(World.BEN, World.manually("ben@home.example"));
            for (ProbeReport report : List.of(
                    accounts.test(World.ANNA, World.to(acme.id(), "anna")),
                    accounts.test(anna.id()),
                    accounts.test(anna.id(), World.password("anna")))) {
                assertThat(report.smtp()).isEqualTo(seen(Outcome.HOST_UNKNOWN, report));
                assertThat(probe.last().settings()).isEqualTo(acme.servers());
                assertThat(probe.last().origin()).isEqualTo(Origin.ADMINISTRATOR);
                assertThat(probe.last().owner()).contains(World.ANNA);
            }
            for (ProbeReport report : List.of(
                    accounts.test(World.BEN, World.manually("ben@home.example")),
                    accounts.test(ben.id()),
                    accounts.test(ben.id(), World.password("ben")))) {
                assertThat(report.smtp()).isEqualTo(seen(Outcome.UNREACHABLE, report));
                assertThat(probe.last().origin()).isEqualTo(Origin.USER);
            }
        }
    }

    /** The outcome, and as whom the user signs in. */
    private static ProbeResult seen(Outcome outcome, ProbeReport report) {
        return ProbeResult.of(MailProtocol.SMTP, outcome)
                .withUserName(report.smtp().userName());
    }

    /** What somebody without a key can write into the database to have a saved password sent elsewhere. */
    @FunctionalInterface
    interface Redirection {
        void write(RegistryStore store, MailAccount account, EmailService evil);
    }

    private static ServiceId serviceOf(MailAccount account) {
        return account.service().orElseThrow();
    }

    static Stream<Named<Redirection>> redirections() {
        var server = new ServerRow("imap.evil.example:993", "TLS", "AS_TYPED");
        var typed = new SettingsRow(new ServerRow("smtp.evil.example:465", "TLS", "AS_TYPED"), server);
        Map<String, Redirection> all = new LinkedHashMap<>();
        all.put(
                "the servers of the service",
                (store, anna, evil) -> Tampering.rewrite(
                        store, serviceOf(anna), d -> Tampering.imap(d, "imap.evil.example:993", "TLS")));
        all.put(
                "the security of the service",
                (store, anna, evil) -> Tampering.rewrite(
                        store, serviceOf(anna), d -> Tampering.imap(d, "imap.acme.example:993", "NONE")));
        all.put(
                "the service of the account",
                (store, anna, evil) -> Tampering.rewrite(
                        store,
                        anna.id(),
                        row -> Tampering.with(row, Optional.of(evil.id()), row.manual(), row.credentials())));
        all.put(
                "servers of its own",
                (store, anna, evil) -> Tampering.rewrite(
                        store,
                        anna.id(),
                        row -> Tampering.with(row, Optional.empty(), Optional.of(typed), row.credentials())));
        all.put("the owner", (store, anna, evil) -> Tampering.giveTo(store, anna.id(), World.BEN));
        return all.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.ProbingContract#redirections")
    default void aTestWithASavedPasswordNeverGoesToADestinationOtherThanItsOwn(Redirection redirection) {
        try (var world = World.on(this)) {
            var probe = new Recorder();
            EmailServiceRegistry registry = probe.node(world);
            Administration admin = registry.administration("root");
            EmailService acme = admin.add(World.draft("Acme"));
            EmailService evil = admin.add(World.draft("Evil")
                    .withSmtp("smtp.evil.example:465", true)
                    .withImap("imap.evil.example:993", ConnectionSecurity.TLS));
            MailAccount anna = registry.accounts().connect(World.ANNA, World.to(acme.id(), "anna@acme.example"));
            redirection.write(world.store(), anna, evil);
            assertThatThrownBy(() -> registry.accounts().test(anna.id()))
                    .isInstanceOfAny(AccountUnusableException.class, CipherException.class);
            assertThat(probe.asked).isEmpty();
        }
    }

    @Test
    default void aTestWithASavedPasswordGoesToNewServersOnlyAfterTheConfirmation() {
        try (var world = World.on(this)) {
            var probe = new Recorder();
            EmailServiceRegistry registry = probe.node(world);
            Administration admin = registry.administration("root");
            EmailService acme = admin.add(World.draft("Acme"));
            MailAccount anna = registry.accounts().connect(World.ANNA, World.to(acme.id(), "anna@acme.example"));
            ServerSettings before = acme.servers();
            EditPlan plan = admin.planEdit(
                    acme.id(),
                    acme.revision(),
                    ServiceDraft.from(acme)
                            .withSmtp("smtp.moved.example:465", true)
                            .withImap("imap.moved.example:993", ConnectionSecurity.TLS));
            registry.accounts().test(anna.id());
            assertThat(probe.last().settings()).isEqualTo(before);
            assertThatThrownBy(() -> admin.edit(plan)).isInstanceOf(ConfirmationRequiredException.class);
            registry.accounts().test(anna.id());
            assertThat(probe.last().settings()).isEqualTo(before);
            EmailService moved = admin.edit(plan, plan.token());
            registry.accounts().test(anna.id());
            assertThat(probe.last().settings()).isEqualTo(moved.servers()).isNotEqualTo(before);
            assertThat(probe.passwords).hasSize(3).containsOnly("anna@acme.example:correct horse");
            assertThat(registry.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }
}
