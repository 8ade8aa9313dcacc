package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.DestinationPlan;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Finding;
import org.emailregistry.MailAccounts;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backup is restored under running nodes, and put to use again as the page for operators says. */
@Counted
class RestoreDrillIT {
    private static final StandardService GMAIL =
            StandardService.of(new ServiceId("gmail"), "Gmail", settings("gmail.example"));
    /** In place of a service, for manual entry. */
    private static final String MANUAL = "manual entry";

    private static ServerSettings settings(String host) {
        return new ServerSettings(server("smtp." + host + ":465"), server("imap." + host + ":993"));
    }

    private static MailServer server(String address) {
        return new MailServer(ServerAddress.parse(address), ConnectionSecurity.TLS, UserNameFormat.AS_TYPED);
    }

    private static ServiceDraft draft(String name, String host) {
        return ServiceDraft.named(name)
                .withSmtp("smtp." + host + ":465", true)
                .withImap("imap." + host + ":993", ConnectionSecurity.TLS);
    }

    private static Credentials password(String user) {
        return Credentials.password(user + "@mail.example", Secret.of("password of " + user));
    }

    /** A node, which asks the store anew for each offer. */
    private static final class Node implements AutoCloseable {
        final AtomicLong nanos = new AtomicLong();
        final JdbcRegistryStore store;
        final EmailServiceRegistry registry;
        final Administration admin;
        final MailAccounts accounts;

        Node(DataSource pool) {
            store = Servers.store(pool, "acme");
            registry = EmailServiceRegistry.builder(store)
                    .standardServices(List.of(GMAIL))
                    .cipher(Historian.cipher())
                    .ticker(nanos::get)
                    .build();
            admin = registry.administration("root");
            accounts = registry.accounts();
            registry.offer();
        }

        MailAccount connect(String user, ServiceId service) {
            return connect(user, ConnectRequest.toService(service, password(user)));
        }

        MailAccount connect(String user, ConnectRequest request) {
            return accounts.connect(new UserId(user), request.withId(new AccountId(user)));
        }

        void move(EmailService service, String host) {
            EditPlan plan = admin.planEdit(service.id(), service.revision(), draft(service.name(), host));
            admin.edit(plan, plan.token());
        }

        void remove(ServiceId service) {
            RemovalPlan plan = admin.planRemoval(service);
            admin.remove(plan, plan.token());
        }

        void confirm(ServiceId service, String host) {
            DestinationPlan plan = admin.planDestinations(service);
            assertThat(plan.servers()).isEqualTo(settings(host));
            assertThat(admin.confirmDestinations(plan, plan.token()).servers()).isEqualTo(settings(host));
        }

        /** Makes all nodes read the catalog. */
        void decideSomethingElse(ServiceId service) {
            admin.hide(service);
            admin.show(service);
        }

        List<String> refused() {
            return registry.check().stream()
                    .filter(Finding.RefusedRow.class::isInstance)
                    .map(Finding.RefusedRow.class::cast)
                    .map(row -> row.service().map(ServiceId::value).orElse(MANUAL))
                    .toList();
        }

        List<ServiceId> offered() {
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            return registry.offer().services().stream().map(EmailService::id).toList();
        }

        void assertUnusable(Resolution.Reason reason, String... users) {
            for (String user : users) {
                assertThat(accounts.resolve(new AccountId(user)))
                        .as(user)
                        .isInstanceOfSatisfying(
                                Resolution.Unusable.class,
                                unusable ->
                                        assertThat(unusable.reason()).as(user).isEqualTo(reason));
            }
        }

        /** The password of a user goes to the servers of this host. */
        void assertSends(String user, String host) {
            var usable = (Resolution.Usable) accounts.resolve(new AccountId(user));
            assertThat(usable.settings()).as(user).isEqualTo(settings(host));
            var credentials = (Credentials.Password) accounts.credentials(usable);
            assertThat(credentials.secret().<String>use(String::valueOf)).isEqualTo("password of " + user);
        }

        @Override
        public void close() {
            registry.close();
            store.close();
        }
    }

    /** Puts a backup back. */
    @FunctionalInterface
    private interface Restore {
        void run() throws SQLException;
    }

    /** Makes a backup. */
    @FunctionalInterface
    private interface Backup {
        Restore of(DataSource pool) throws SQLException;
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void runningNodesUseNothingOlderThanTheyHaveSeenUntilAnAdministratorConfirmsIt(Server server) throws SQLException {
        drill(server, pool -> {
            Dump dump = Dump.of(pool);
            return () -> dump.restore(pool, table -> true);
        });
    }

    @Test
    void theSameIsTrueOfAScriptOfH2() throws SQLException {
        drill(Server.H2, pool -> {
            Path script = Servers.newFolder().resolve("backup.sql");
            execute(pool, "SCRIPT DROP TO '" + script + "'");
            return () -> execute(pool, "RUNSCRIPT FROM '" + script + "'");
        });
    }

    private static void drill(Server server, Backup backup) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var one = new Node(pool);
                var two = new Node(pool)) {
            EmailService moved = one.admin.add(draft("Moved", "a.example"));
            ServiceId removed = one.admin.add(draft("Removed", "r.example")).id();
            ServiceId confirmed = one.admin.add(draft("Confirmed", "c.example")).id();
            ServiceId untouched = one.admin.add(draft("Untouched", "u.example")).id();
            one.connect("anna", moved.id());
            one.connect("rosa", removed);
            one.connect("carl", confirmed);
            one.connect("uma", untouched);
            one.connect("gwen", GMAIL.id());
            ConnectRequest typed = ConnectRequest.manual(password("mona"))
                    .withSmtp("smtp.m.example:465", true)
                    .withImap("imap.m.example:993", ConnectionSecurity.TLS);
            one.connect("mona", typed);
            Restore restore = backup.of(pool);

            one.admin.allowManualEntry(false);
            one.move(moved, "b.example");
            one.connect("ben", moved.id());
            one.confirm(confirmed, "c.example");
            one.connect("cora", confirmed);
            assertThat(one.admin.reseal(PageRequest.first(100)).left()).isEmpty();
            one.remove(removed);
            one.admin.hide(GMAIL.id());
            one.connect("nick", one.admin.add(draft("New", "n.example")).id());
            var atB = (Resolution.Usable) two.accounts.resolve(new AccountId("anna"));
            two.assertSends("anna", "b.example");

            List<String> older = List.of(
                    moved.id().value(),
                    removed.value(),
                    confirmed.value(),
                    GMAIL.id().value(),
                    MANUAL);
            List<Node> later = new ArrayList<>();
            try {
                for (int times = 1; times <= 2; times++) {
                    restore.run();
                    for (Node node : List.of(one, two)) {
                        assertThat(node.refused()).containsExactlyInAnyOrderElementsOf(older);
                        node.assertUnusable(Resolution.Reason.SERVICE_INVALID, "anna", "rosa", "carl", "gwen");
                        assertThatThrownBy(() -> node.accounts.credentials(atB))
                                .isInstanceOf(AccountUnusableException.class);
                        assertThat(node.offered()).containsExactly(untouched);
                        assertThat(node.registry.offer().manualEntryAllowed()).isFalse();
                        node.assertSends("uma", "u.example");
                        node.assertSends("mona", "m.example");
                        for (String lost : List.of("ben", "cora", "nick")) {
                            assertThat(node.accounts.find(new AccountId(lost))).isEmpty();
                        }
                    }
                    later.add(new Node(pool));

                    Node admin = times == 1 ? one : two;
                    admin.confirm(moved.id(), "a.example");
                    admin.confirm(removed, "r.example");
                    admin.confirm(confirmed, "c.example");
                    admin.confirm(GMAIL.id(), "gmail.example");
                    for (Node node : List.of(one, two)) {
                        assertThat(node.refused()).containsExactly(MANUAL);
                        node.offered();
                        assertThat(node.registry.offer().manualEntryAllowed()).isFalse();
                    }
                    admin.admin.allowManualEntry(true);
                    later.add(new Node(pool));

                    List<Node> all = new ArrayList<>(List.of(one, two));
                    all.addAll(later.subList(later.size() - 2, later.size()));
                    for (Node node : all) {
                        assertThat(node.refused()).isEmpty();
                        assertThat(node.offered())
                                .containsExactlyInAnyOrder(moved.id(), removed, confirmed, GMAIL.id(), untouched);
                        assertThat(node.registry.offer().manualEntryAllowed()).isTrue();
                        node.assertSends("anna", "a.example");
                        node.assertSends("rosa", "r.example");
                        node.assertSends("carl", "c.example");
                        node.assertSends("gwen", "gmail.example");
                        node.assertSends("uma", "u.example");
                        node.assertSends("mona", "m.example");
                        node.connect("ben", moved.id());
                        node.assertSends("ben", "a.example");
                        node.accounts.disconnect(new AccountId("ben"));
                    }
                    assertThat(admin.admin.reseal(PageRequest.first(100)).left())
                            .isEmpty();
                    two.assertSends("anna", "a.example");
                    assertThat(Consistency.problems(pool, "acme")).isEmpty();
                }
            } finally {
                later.forEach(Node::close);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void afterTheServicesAloneAreRestoredOnlyPasswordsForTheConfirmedServersOpen(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var one = new Node(pool);
                var two = new Node(pool)) {
            EmailService moved = one.admin.add(draft("Moved", "a.example"));
            ServiceId confirmed = one.admin.add(draft("Confirmed", "c.example")).id();
            ServiceId untouched = one.admin.add(draft("Untouched", "u.example")).id();
            one.connect("anna", moved.id());
            one.connect("carl", confirmed);
            one.connect("uma", untouched);
            Dump dump = Dump.of(pool);

            one.move(moved, "b.example");
            one.connect("ben", moved.id());
            one.confirm(confirmed, "c.example");
            one.connect("cora", confirmed);
            assertThat(one.admin.reseal(PageRequest.first(100)).left()).isEmpty();
            two.assertSends("anna", "b.example");

            for (int times = 1; times <= 2; times++) {
                dump.restore(pool, "service"::equals);
                // Nothing told the running nodes, which use what they have seen last.
                two.assertSends("cora", "c.example");
                try (var fresh = new Node(pool)) {
                    fresh.assertUnusable(Resolution.Reason.DESTINATION_NOT_CONFIRMED, "anna", "ben", "carl", "cora");
                    fresh.assertSends("uma", "u.example");
                    fresh.decideSomethingElse(untouched);
                    for (Node node : List.of(one, two)) {
                        assertThat(node.refused())
                                .containsExactlyInAnyOrder(moved.id().value(), confirmed.value());
                        node.assertUnusable(Resolution.Reason.SERVICE_INVALID, "anna", "ben", "carl", "cora");
                        node.assertSends("uma", "u.example");
                    }

                    one.confirm(moved.id(), "a.example");
                    one.confirm(confirmed, "c.example");
                    try (var later = new Node(pool)) {
                        for (Node node : List.of(one, two, fresh, later)) {
                            assertThat(node.refused()).isEmpty();
                            node.assertUnusable(Resolution.Reason.DESTINATION_NOT_CONFIRMED, "anna", "ben");
                            node.assertSends("carl", "c.example");
                            node.assertSends("cora", "c.example");
                            node.assertSends("uma", "u.example");
                        }
                    }
                }
            }
            one.accounts.changeCredentials(new AccountId("ben"), password("ben"));
            two.assertSends("ben", "a.example");
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void manualEntryThatWasForbiddenSinceStaysOffHoweverManyOtherDecisionsFollow(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var one = new Node(pool);
                var two = new Node(pool)) {
            ServiceId acme = one.admin.add(draft("Acme", "a.example")).id();
            Dump dump = Dump.of(pool);
            one.admin.allowManualEntry(false);
            assertThat(two.admin.catalog().manualEntryAllowed()).isFalse();

            dump.restore(pool, table -> true);
            one.decideSomethingElse(acme);
            two.decideSomethingElse(acme);
            try (var fresh = new Node(pool)) {
                fresh.decideSomethingElse(acme);
            }
            for (Node node : List.of(one, two)) {
                assertThat(node.refused()).containsExactly(MANUAL);
                assertThat(node.admin.catalog().manualEntryAllowed()).isFalse();
            }
            two.admin.allowManualEntry(false);
            for (Node node : List.of(one, two)) {
                assertThat(node.refused()).isEmpty();
                assertThat(node.admin.catalog().manualEntryAllowed()).isFalse();
            }
        }
    }

    /** The table of operations still says that they were done, the services say that they were not. */
    @ParameterizedTest
    @MethodSource("org.emailregistry.jdbc.Server#sample")
    void whatARestoreOfTheServicesAloneHasUndoneCanBeDoneAgain(Server server) throws SQLException {
        try (HikariDataSource pool = Servers.emptyDatabase(server);
                var one = new Node(pool)) {
            EmailService moved = one.admin.add(draft("Moved", "a.example"));
            ServiceId removed = one.admin.add(draft("Removed", "r.example")).id();
            ServiceId untouched = one.admin.add(draft("Untouched", "u.example")).id();
            one.connect("anna", moved.id());
            one.connect("rosa", removed);
            Dump dump = Dump.of(pool);
            for (int times = 1; times <= 3; times++) {
                one.move(moved, "b.example");
                assertThat(one.admin.catalog().services())
                        .filteredOn(service -> service.id().equals(moved.id()))
                        .extracting(EmailService::servers)
                        .containsExactly(settings("b.example"));
                one.remove(removed);
                one.assertUnusable(Resolution.Reason.SERVICE_REMOVED, "rosa");

                dump.restore(pool, "service"::equals);
                try (var fresh = new Node(pool)) {
                    fresh.decideSomethingElse(untouched);
                    assertThat(fresh.admin.catalog().services())
                            .extracting(EmailService::id)
                            .contains(removed);
                }
                assertThat(one.refused()).containsExactlyInAnyOrder(moved.id().value(), removed.value());
            }
        }
    }

    private static void execute(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
