package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.SealedCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes the rows of accounts. */
final class AccountTable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountTable.class);

    /** The columns of the table alias {@code a}. */
    static final String COLUMNS =
            "a.id, a.owner, a.address, a.login, a.login_for_smtp, a.service, a.smtp_address, a.smtp_security,"
                    + " a.smtp_login, a.imap_address, a.imap_security, a.imap_login, a.origin, a.credentials_kind,"
                    + " a.credentials_key, a.credentials_secret, a.smtp_destination, a.imap_destination,"
                    + " a.credentials_bound, a.standing_outcome,"
                    + " a.standing_since, a.standing_failures, a.suspended_at, a.generation, a.version, a.operation, a.created_at,"
                    + " a.changed_at";

    private AccountTable() {}

    /** Reads a row; empty, with a warning, if its keys are not valid ids, so that no call can refer to it. */
    static Optional<AccountRow> readIfSound(Row row) throws SQLException {
        try {
            return Optional.of(read(row));
        } catch (IllegalArgumentException e) {
            LOG.warn("Skipped an account row: its id, owner or service is not a valid id", e);
            return Optional.empty();
        }
    }

    /** Returns the id; empty, with a warning, if the key is not a valid id. */
    static Optional<AccountId> idIfSound(String key) {
        try {
            return Optional.of(new AccountId(key));
        } catch (IllegalArgumentException e) {
            LOG.warn("Skipped a row with an invalid account id", e);
            return Optional.empty();
        }
    }

    private static AccountRow read(Row row) throws SQLException {
        return new AccountRow(
                new AccountId(row.key("id")),
                new UserId(row.key("owner")),
                row.key("address"),
                row.text("login"),
                Optional.ofNullable(row.optionalText("login_for_smtp")),
                Optional.of(row.key("service"))
                        .filter(service -> !service.isEmpty())
                        .map(ServiceId::new),
                ServerColumns.read(row),
                row.text("origin"),
                credentials(row),
                loginFailures(row),
                row.number("generation"),
                row.number("version"),
                row.text("operation"),
                row.instant("created_at"),
                row.instant("changed_at"));
    }

    private static Optional<SealedCredentials> credentials(Row row) throws SQLException {
        @Nullable String kind = row.optionalText("credentials_kind");
        return kind == null
                ? Optional.empty()
                : Optional.of(new SealedCredentials(
                        kind,
                        new Sealed(row.textOrEmpty("credentials_key"), row.bytesOrEmpty("credentials_secret")),
                        row.textOrEmpty("smtp_destination"),
                        row.textOrEmpty("imap_destination"),
                        row.textOrEmpty("credentials_bound")));
    }

    private static Optional<LoginFailuresRow> loginFailures(Row row) throws SQLException {
        @Nullable String outcome = row.optionalText("standing_outcome");
        return outcome == null
                ? Optional.empty()
                : Optional.of(new LoginFailuresRow(
                        outcome,
                        row.instant("standing_since"),
                        Math.toIntExact(row.number("standing_failures")),
                        row.optionalInstant("suspended_at")));
    }

    /**
     * Inserts accounts.
     *
     * @param slot the slot of the owner that the account takes; null if accounts per owner are not limited
     * @return false if an account with one of the keys exists
     */
    static boolean insert(Session session, long tenant, List<AccountRow> accounts, @Nullable Long slot)
            throws SQLException {
        return session.insert(
                "INSERT INTO email_registry_account (login, login_for_smtp, service, " + ServerColumns.NAMES
                        + ", origin,"
                        + " credentials_kind,"
                        + " credentials_key,"
                        + " credentials_secret,"
                        + " smtp_destination,"
                        + " imap_destination,"
                        + " credentials_bound,"
                        + " standing_outcome,"
                        + " standing_since,"
                        + " standing_failures,"
                        + " suspended_at,"
                        + " generation, version,"
                        + " operation,"
                        + " changed_at, tenant,"
                        + " id, owner, address,"
                        + " created_at, slot)"
                        + " VALUES (?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?)",
                accounts,
                (parameters, account) -> {
                    bind(parameters, account);
                    parameters
                            .number(tenant)
                            .key(account.id().value())
                            .key(account.owner().value())
                            .key(account.address())
                            .instant(account.createdAt())
                            .number(slot);
                });
    }

    /** Replaces a row; returns false if it has another version by now, or was deleted. */
    static boolean replace(Session session, long tenant, AccountRow seen, AccountRow next) throws SQLException {
        return session.update(
                        "UPDATE email_registry_account SET login = ?, login_for_smtp = ?, service = ?, smtp_address = ?, smtp_security ="
                                + " ?, smtp_login = ?, imap_address = ?, imap_security = ?, imap_login = ?, origin = ?,"
                                + " credentials_kind = ?, credentials_key = ?, credentials_secret = ?, smtp_destination ="
                                + " ?, imap_destination = ?, credentials_bound = ?, standing_outcome = ?, standing_since = ?, standing_failures ="
                                + " ?, suspended_at = ?, generation = ?, version = ?, operation = ?, changed_at = ? WHERE"
                                + " tenant = ? AND id = ? AND version = ?",
                        parameters -> {
                            bind(parameters, next);
                            parameters.number(tenant).key(seen.id().value()).number(seen.version());
                        })
                == 1;
    }

    /** Binds the columns that can change. */
    private static void bind(Parameters parameters, AccountRow account) throws SQLException {
        parameters
                .text(account.login())
                .text(account.smtpLogin().orElse(null))
                .key(account.service().map(ServiceId::value).orElse(""));
        ServerColumns.bind(parameters, account.manual());
        Optional<SealedCredentials> credentials = account.credentials();
        Optional<LoginFailuresRow> loginFailures = account.loginFailures();
        parameters
                .text(account.origin())
                .text(credentials.map(SealedCredentials::kind).orElse(null))
                .text(credentials.map(c -> c.secret().keyId()).orElse(null))
                .bytes(credentials.map(c -> c.secret().bytes()).orElse(null))
                .text(credentials.map(SealedCredentials::smtpDestination).orElse(null))
                .text(credentials.map(SealedCredentials::imapDestination).orElse(null))
                .text(credentials.map(SealedCredentials::bound).orElse(null))
                .text(loginFailures.map(LoginFailuresRow::outcome).orElse(null))
                .instant(loginFailures.map(LoginFailuresRow::since))
                .number(loginFailures.map(row -> Long.valueOf(row.failures())).orElse(null))
                .instant(loginFailures.flatMap(LoginFailuresRow::suspendedAt))
                .number(account.generation())
                .number(account.version())
                .text(account.operation())
                .instant(account.changedAt());
    }

    /** Deletes a row; returns false if it has another version by now, or was deleted. */
    static boolean delete(Session session, long tenant, AccountRow seen) throws SQLException {
        return session.update(
                        "DELETE FROM email_registry_account WHERE tenant = ? AND id = ? AND version = ?",
                        parameters ->
                                parameters.number(tenant).key(seen.id().value()).number(seen.version()))
                == 1;
    }
}
