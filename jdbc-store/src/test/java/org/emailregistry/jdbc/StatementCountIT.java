package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.emailregistry.Administration;
import org.emailregistry.Adoption;
import org.emailregistry.AdoptionResult;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each call costs in statements, through the public API, counted at the driver. */
class StatementCountIT {
    private static final String SELECT = "SELECT";

    /** A registry that has looked at the catalog already, and one service. */
    private static final class Fixture implements AutoCloseable {
        final Tap tap;
        final JdbcRegistryStore store;
        final EmailServiceRegistry registry;
        final Administration admin;
        final MailAccounts accounts;
        final EmailService acme;

        Fixture(DataSource pool) {
            tap = new Tap(pool);
            store = Servers.store(tap.dataSource(), UUID.randomUUID().toString());
            registry = EmailServiceRegistry.builder(store)
                    .cipher(AesGcmCredentialCipher.builder()
                            .key("k", new byte[32])
                            .build())
                    .build();
            admin = registry.administration("root");
            accounts = registry.accounts();
            acme = admin.add(ServiceDraft.named("Acme")
                    .withSmtp("smtp.acme.example:465", true)
                    .withImap("imap.acme.example:993", ConnectionSecurity.TLS));
            registry.offer();
        }

        MailAccount connect(String user) {
            return accounts.connect(new UserId(user), request(user));
        }

        Adoption adoption(String user) {
            return new Adoption(new UserId(user), new AccountId(user), request(user));
        }

        private ConnectRequest request(String user) {
            return ConnectRequest.toService(
                    acme.id(),
                    Credentials.password(user.replace(' ', '.') + "@acme.example", Secret.of("correct horse")));
        }

        /** The first words of the statements that something takes. */
        List<String> verbs(Runnable something) {
            tap.reset();
            something.run();
            return tap.statements().stream()
                    .map(sql -> sql.substring(0, sql.indexOf(' ')))
                    .toList();
        }

        @Override
        public void close() {
            registry.close();
            store.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void resolveIsOneStatementWithoutATransaction(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            AccountId id = fixture.connect("anna").id();
            assertThat(fixture.verbs(() -> fixture.accounts.resolve(id))).containsExactly(SELECT);
            assertThat(fixture.tap.count("getConnection")).isEqualTo(1);
            assertThat(fixture.tap.count("setAutoCommit")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void resolveAllOfFiveHundredIsOneStatement(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            AccountId id = fixture.connect("anna").id();
            List<AccountId> ids = IntStream.range(0, 500)
                    .mapToObj(i -> i == 250 ? id : new AccountId("none " + i))
                    .toList();
            assertThat(fixture.verbs(
                            () -> assertThat(fixture.accounts.resolveAll(ids)).containsOnlyKeys(id)))
                    .containsExactly(SELECT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void offerAsksNobodyWhileItIsFresh(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            fixture.registry.offer();
            fixture.tap.reset();
            fixture.registry.offer();
            assertThat(fixture.tap.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectIsTwoStatementsInOneTransaction(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            assertThat(fixture.verbs(() -> fixture.connect("anna"))).containsExactly("UPDATE", "INSERT");
            assertThat(fixture.tap.count("commit")).isEqualTo(1);
            assertThat(fixture.tap.count("rollback")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void adoptOfAThousandIsOneTransactionAndOneInsertWhereArraysCanBeUnnested(Server server) {
        boolean unnests = server == Server.POSTGRESQL || server == Server.POSTGRESQL_OLDEST;
        try (var fixture = new Fixture(server.pool())) {
            List<Adoption> thousand = IntStream.range(0, 1000)
                    .mapToObj(i -> fixture.adoption("user " + i))
                    .toList();
            List<String> verbs = fixture.verbs(() -> assertThat(fixture.admin.adopt(thousand))
                    .extracting(AdoptionResult::outcome)
                    .containsOnly(AdoptionResult.Outcome.ADOPTED));
            // Elsewhere at most 128 rows at a time, in powers of two: 7 * 128 + 64 + 32 + 8.
            assertThat(verbs.stream().filter("INSERT"::equals)).hasSize(unnests ? 1 : 10);
            assertThat(verbs.stream().filter(verb -> !verb.equals("INSERT"))).containsExactly(SELECT, "UPDATE");
            assertThat(fixture.tap.count("commit")).isEqualTo(1);
            assertThat(fixture.tap.count("rollback")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void planRemovalIsTwoStatements(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            fixture.connect("anna");
            assertThat(fixture.verbs(() -> fixture.admin.planRemoval(fixture.acme.id())))
                    .containsExactly(SELECT, SELECT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfUsersIsOneStatement(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            fixture.connect("anna");
            fixture.connect("ben");
            assertThat(fixture.verbs(() -> fixture.admin.usersOf(fixture.acme.id(), PageRequest.first(1))))
                    .containsExactly(SELECT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReportOfASuccessIsOneStatementAndTheFirstAfterAMoveOneMore(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            MailAccount anna = fixture.connect("anna");
            assertThat(fixture.verbs(() -> fixture.accounts.report(anna, Outcome.OK)))
                    .containsExactly(SELECT);
            EditPlan plan = fixture.admin.planEdit(
                    fixture.acme.id(),
                    fixture.acme.revision(),
                    ServiceDraft.from(fixture.acme).withImap("imap.second.example:993", ConnectionSecurity.TLS));
            fixture.admin.edit(plan, plan.token());
            assertThat(fixture.verbs(() -> fixture.accounts.report(anna, Outcome.OK)))
                    .containsExactly(SELECT, "UPDATE");
            assertThat(fixture.verbs(() -> fixture.accounts.report(anna, Outcome.OK)))
                    .containsExactly(SELECT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mailboxesOfAUserAreOneStatement(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            UserId anna = fixture.connect("anna").owner();
            assertThat(fixture.verbs(() -> fixture.accounts.accountsOf(anna))).containsExactly(SELECT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDecisionCostsTheSameHoweverManyAccountsThereAre(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            // The first time makes the door of manual entry.
            fixture.admin.hide(fixture.acme.id());
            fixture.admin.show(fixture.acme.id());
            List<String> few = fixture.verbs(() -> fixture.admin.hide(fixture.acme.id()));
            fixture.admin.show(fixture.acme.id());
            IntStream.range(0, 20).forEach(i -> fixture.connect("user " + i));
            assertThat(fixture.verbs(() -> fixture.admin.hide(fixture.acme.id())))
                    .isEqualTo(few);
            assertThat(fixture.tap.count("commit")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStatementsOfAResolveAreAlwaysTheSameTextSoThatDriversFindThemPrepared(Server server) {
        try (var fixture = new Fixture(server.pool())) {
            AccountId anna = fixture.connect("anna").id();
            AccountId ben = fixture.connect("ben").id();
            fixture.tap.reset();
            fixture.accounts.resolve(anna);
            fixture.accounts.resolve(ben);
            assertThat(fixture.tap.statements()).hasSize(2);
            assertThat(fixture.tap.statements().stream().distinct()).hasSize(1);
        }
    }
}
