package org.emailregistry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What has to be true of the tables whenever no transaction is open. Each question gives the rows for which it is not. */
final class Consistency {
    private static final Map<String, String> QUESTIONS = new TreeMap<>(Map.of(
            "a door whose members are not its accounts",
            "SELECT d.service, d.members, (SELECT COUNT(*) FROM email_registry_account a WHERE a.tenant = d.tenant"
                    + " AND a.service = d.service) FROM email_registry_door d WHERE d.tenant = ? AND d.members <>"
                    + " (SELECT COUNT(*) FROM email_registry_account a WHERE a.tenant = d.tenant"
                    + " AND a.service = d.service)",
            "a door with more members than ever arrived",
            "SELECT d.service, d.members, d.arrivals FROM email_registry_door d"
                    + " WHERE d.tenant = ? AND (d.members > d.arrivals OR d.members < 0)",
            "an account whose service has no door",
            "SELECT a.id, a.service, a.version FROM email_registry_account a WHERE a.tenant = ? AND NOT EXISTS"
                    + " (SELECT 1 FROM email_registry_door d WHERE d.tenant = a.tenant AND d.service = a.service)",
            "a door that does not say what its service does",
            "SELECT s.id, d.service_revision, s.defined_revision FROM email_registry_service s"
                    + " LEFT JOIN email_registry_door d ON d.tenant = s.tenant AND d.service = s.id"
                    + " WHERE s.tenant = ? AND s.name IS NOT NULL AND (d.service IS NULL"
                    + " OR d.service_revision <> s.defined_revision"
                    + " OR d.is_removed <> CASE WHEN s.removed_at IS NULL THEN 0 ELSE 1 END"
                    + " OR d.is_open <> CASE WHEN s.removed_at IS NULL AND s.hidden = 0 THEN 1 ELSE 0 END)",
            "a count of failing accounts that is not theirs",
            "SELECT h.service, h.outcome, h.failing FROM email_registry_health h WHERE h.tenant = ? AND h.failing <>"
                    + " (SELECT COUNT(*) FROM email_registry_account a WHERE a.tenant = h.tenant"
                    + " AND a.service = h.service AND a.standing_outcome = h.outcome)",
            "a failing account that is not counted",
            "SELECT a.id, a.service, a.standing_outcome FROM email_registry_account a WHERE a.tenant = ?"
                    + " AND a.standing_outcome IS NOT NULL AND NOT EXISTS (SELECT 1 FROM email_registry_health h"
                    + " WHERE h.tenant = a.tenant AND h.service = a.service AND h.outcome = a.standing_outcome)",
            "a revision that is not the number of the commits, or has another id than the last",
            "SELECT t.revision, t.commit_id, (SELECT COUNT(*) FROM email_registry_commit c WHERE c.tenant = t.id)"
                    + " FROM email_registry_tenant t WHERE t.id = ? AND (t.revision <>"
                    + " (SELECT COUNT(*) FROM email_registry_commit c WHERE c.tenant = t.id)"
                    + " OR (t.revision > 0 AND NOT EXISTS (SELECT 1 FROM email_registry_commit c"
                    + " WHERE c.tenant = t.id AND c.revision = t.revision AND c.commit_id = t.commit_id)))",
            "a commit without a change",
            "SELECT c.revision, c.operation, c.commit_id FROM email_registry_commit c WHERE c.tenant = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM email_registry_change h WHERE h.tenant = c.tenant"
                    + " AND h.revision = c.revision)",
            "a change without a commit",
            "SELECT h.revision, h.kind, h.name FROM email_registry_change h WHERE h.tenant = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM email_registry_commit c WHERE c.tenant = h.tenant"
                    + " AND c.revision = h.revision)"));

    private Consistency() {}

    static List<String> problems(DataSource dataSource, String tenant) throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            long id = id(connection, dialect, tenant);
            for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
                try (PreparedStatement statement =
                        connection.prepareStatement(dialect.freshly(comparable(dialect, question.getValue())))) {
                    statement.setLong(1, id);
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            problems.add(question.getKey() + ": " + row.getString(1) + ", " + row.getString(2) + ", "
                                    + row.getString(3));
                        }
                    }
                }
            }
        }
        return problems;
    }

    /** Outcomes are texts in one table, and keys in the other. */
    private static String comparable(Dialect dialect, String question) {
        return dialect == Dialect.H2
                ? question.replace("a.standing_outcome = h.outcome", "STRINGTOUTF8(a.standing_outcome) = h.outcome")
                        .replace("h.outcome = a.standing_outcome", "h.outcome = STRINGTOUTF8(a.standing_outcome)")
                : question;
    }

    private static long id(Connection connection, Dialect dialect, String tenant) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(dialect.freshly("SELECT id FROM email_registry_tenant WHERE name = ?"))) {
            dialect.setKey(statement, 1, tenant);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("no tenant " + tenant);
                }
                return row.getLong(1);
            }
        }
    }
}
