package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.UserId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each value goes into its own column, and is found by the name of that column or not at all. */
class RowTest {
    private static final long TENANT = 7;
    private static final String ACCOUNT = " FROM email_registry_account a";
    private static final String SERVICE = " FROM email_registry_service s";

    private H2 database;
    private Connection connection;
    private Session session;

    @BeforeEach
    void open() throws SQLException {
        database = H2.open("mem:" + UUID.randomUUID());
        database.connect().close();
        connection = database.pool().getConnection();
        session = new Session(connection, Dialect.H2);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    /** No two columns have the same value, and no column that can change has the value of another version. */
    private static AccountRow account(long version) {
        return new AccountRow(
                new AccountId("id"),
                new UserId("owner"),
                "address",
                "login " + version,
                Optional.of("login for smtp " + version),
                Optional.of(Rows.ACME),
                Optional.of(servers(version)),
                "origin " + version,
                Optional.of(new SealedCredentials(
                        "kind " + version,
                        sealed(version),
                        "smtp goal " + version,
                        "imap goal " + version,
                        "bound " + version)),
                Optional.of(new LoginFailuresRow(
                        "outcome " + version,
                        Rows.MONDAY.plusSeconds(version),
                        (int) version + 10,
                        Optional.of(Rows.MONDAY.minusSeconds(version)))),
                version + 20,
                version,
                "operation " + version,
                Rows.MONDAY,
                Rows.TUESDAY.plusSeconds(version));
    }

    private static ServiceRow service(long version) {
        return new ServiceRow(
                Rows.ACME,
                Optional.of(new ServiceDefinition(
                        "name " + version,
                        servers(version),
                        List.of("sign-in " + version),
                        List.of("domain " + version),
                        Optional.of("trust " + version),
                        List.of("former " + version),
                        new CatalogVersion(version, "commit " + version))),
                version == 1,
                version + 10,
                Optional.of(Rows.MONDAY.plusSeconds(version)),
                "terms " + version,
                Optional.of(sealed(version)));
    }

    private static SettingsRow servers(long version) {
        return new SettingsRow(
                new ServerRow("smtp " + version, "smtp security " + version, "smtp login " + version),
                new ServerRow("imap " + version, "imap security " + version, "imap login " + version));
    }

    private static Sealed sealed(long version) {
        return new Sealed("key " + version, ("secret " + version).getBytes(StandardCharsets.UTF_8));
    }

    private <T> T first(String select, Session.Reading<T> reading) throws SQLException {
        return session.query(select, parameters -> {}, row -> {
            row.next();
            return reading.read(row);
        });
    }

    /** The same columns, beginning with each of them once. */
    private static List<String> orders(String columns) {
        List<String> names = Arrays.asList(columns.split(", ", -1));
        return IntStream.range(0, names.size())
                .mapToObj(i -> {
                    Collections.rotate(names, 1);
                    return String.join(", ", names);
                })
                .toList();
    }

    @Test
    void anAccountIsTheSameInWhateverOrderItsColumnsCome() throws SQLException {
        AccountTable.insert(session, TENANT, List.of(account(1)), null);
        for (String columns : orders(AccountTable.COLUMNS)) {
            assertThat(first("SELECT " + columns + ACCOUNT, AccountTable::readIfSound))
                    .as(columns)
                    .contains(account(1));
        }
    }

    @Test
    void aServiceIsTheSameInWhateverOrderItsColumnsCome() throws SQLException {
        ServiceTable.put(session, TENANT, service(1));
        for (String columns : orders(ServiceTable.COLUMNS)) {
            assertThat(first("SELECT " + columns + SERVICE, ServiceTable::readIfSound))
                    .as(columns)
                    .contains(service(1));
        }
    }

    @Test
    void whatTakesThePlaceOfAnotherHasNothingOfIt() throws SQLException {
        AccountTable.insert(session, TENANT, List.of(account(1)), null);
        AccountTable.replace(session, TENANT, account(1), account(2));
        ServiceTable.put(session, TENANT, service(1));
        ServiceTable.put(session, TENANT, service(2));
        assertThat(first("SELECT " + AccountTable.COLUMNS + ACCOUNT, AccountTable::readIfSound))
                .contains(account(2));
        assertThat(first("SELECT " + ServiceTable.COLUMNS + SERVICE, ServiceTable::readIfSound))
                .contains(service(2));
    }

    @Test
    void aColumnThatIsNotThereIsNotTakenForAnEmptyOne() {
        assertThatThrownBy(() -> first("SELECT 1 AS one", row -> row.isNull("two")))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void noStatementReadsTwoColumnsWithOneName() {
        var tap = new Tap(database.pool());
        JdbcRegistryStore store = Servers.store(tap.dataSource(), "acme");
        store.commit(Rows.adding(store.version(), Rows.ACME, Rows.OTHER));
        Map<String, List<String>> names = new LinkedHashMap<>();
        tap.through((call, going) -> {
            Object result = going.proceed();
            if (result instanceof ResultSet rows) {
                names.put(call.sql(), names(rows));
            }
            return result;
        });
        PlanIT.useEverything(store);
        assertThat(names)
                .hasSizeGreaterThan(15)
                .allSatisfy((sql, columns) -> assertThat(columns).doesNotHaveDuplicates());
    }

    private static List<String> names(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int place = 1; place <= columns.getColumnCount(); place++) {
            names.add(columns.getColumnLabel(place));
        }
        return names;
    }
}
