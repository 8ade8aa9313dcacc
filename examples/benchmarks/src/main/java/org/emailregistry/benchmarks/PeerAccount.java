package org.emailregistry.benchmarks;

import java.sql.ResultSet;
import java.sql.SQLException;

/** An account with the servers of its service, as an application would model the two without the library. */
@SuppressWarnings("ArrayRecordComponent") // These records are never compared.
record PeerAccount(
        String id,
        String owner,
        String address,
        String login,
        byte[] secret,
        long generation,
        String serviceName,
        String smtpHost,
        int smtpPort,
        String smtpSecurity,
        String imapHost,
        int imapPort,
        String imapSecurity) {
    static final String TABLES = """
            CREATE TABLE peer_service (id VARCHAR(190) PRIMARY KEY, name TEXT NOT NULL,
              smtp_host TEXT NOT NULL, smtp_port INTEGER NOT NULL, smtp_security TEXT NOT NULL,
              imap_host TEXT NOT NULL, imap_port INTEGER NOT NULL, imap_security TEXT NOT NULL);
            CREATE TABLE peer_account (id VARCHAR(190) PRIMARY KEY, owner VARCHAR(190) NOT NULL, address TEXT NOT NULL,
              login TEXT NOT NULL, service VARCHAR(190) NOT NULL REFERENCES peer_service, secret BYTEA NOT NULL,
              generation BIGINT NOT NULL)
            """;

    static final String JOIN = "SELECT a.id, a.owner, a.address, a.login, a.secret, a.generation, s.name, s.smtp_host,"
            + " s.smtp_port, s.smtp_security, s.imap_host, s.imap_port, s.imap_security"
            + " FROM peer_account a JOIN peer_service s ON s.id = a.service WHERE a.id = ?";

    static PeerAccount read(ResultSet row) throws SQLException {
        return new PeerAccount(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBytes(5),
                row.getLong(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                row.getString(10),
                row.getString(11),
                row.getInt(12),
                row.getString(13));
    }
}
