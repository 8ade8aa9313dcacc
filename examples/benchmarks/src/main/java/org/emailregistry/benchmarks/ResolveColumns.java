package org.emailregistry.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the columns of {@code resolve} by hand, to measure the driver's part of its cost. */
final class ResolveColumns {
    private static final String TEXTS =
            "t.commit_id, a.id, a.owner, a.address, a.login, a.login_for_smtp, a.service, a.smtp_address,"
                    + " a.smtp_security, a.smtp_login, a.imap_address, a.imap_security, a.imap_login, a.origin,"
                    + " a.credentials_kind, a.credentials_key, a.smtp_destination, a.imap_destination, a.standing_outcome,"
                    + " a.operation";
    private static final String NUMBERS = "t.revision, a.generation, a.version, a.created_at, a.changed_at";
    private static final String SQL = "SELECT " + TEXTS + ", " + NUMBERS + ", a.credentials_secret, a.standing_since,"
            + " a.standing_failures, a.suspended_at FROM email_registry_account a JOIN email_registry_tenant t ON t.id"
            + " = a.tenant WHERE a.tenant = ? AND a.id = ?";
    private static final int TEXT_COUNT = TEXTS.split(",", -1).length;
    private static final int NUMBER_COUNT = NUMBERS.split(",", -1).length;

    /** The number of the first tenant. */
    private static final long TENANT = 1;

    private ResolveColumns() {}

    /** The columns of an account. */
    @SuppressWarnings("ArrayRecordComponent") // These records are never compared.
    private record Columns(@Nullable String[] texts, long[] numbers, byte[] secret) {}

    static Object read(HikariDataSource pool, String id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setLong(1, TENANT);
            statement.setString(2, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return read(row);
            }
        }
    }

    private static Columns read(ResultSet row) throws SQLException {
        @Nullable String[] texts = new String[TEXT_COUNT];
        long[] numbers = new long[NUMBER_COUNT];
        int at = 0;
        for (int i = 0; i < texts.length; i++) {
            texts[i] = row.getString(++at);
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.getLong(++at);
        }
        return new Columns(texts, numbers, row.getBytes(++at));
    }
}
