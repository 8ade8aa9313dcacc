package org.emailregistry.workspace.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.account.AccountId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores the mail that users have received and sent, in tables of the application. */
@Repository
class KeptMail {
    private static final int SHOWN = 200;

    private static final int LONGEST_FOLDER = 255;

    private final JdbcClient jdbc;

    KeptMail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the folders of the server at the last fetch, and the folders with stored messages. */
    Set<String> folders(AccountId account) {
        return jdbc.sql("SELECT folder FROM kept_folder WHERE account = :account"
                        + " UNION SELECT folder FROM kept_message WHERE account = :account")
                .param("account", account.value())
                .query(String.class)
                .set();
    }

    /** Stores the names of the server's folders, except names that are too long for the column. */
    void keepFolders(AccountId account, Set<String> folders) {
        Set<String> known = jdbc.sql("SELECT folder FROM kept_folder WHERE account = :account")
                .param("account", account.value())
                .query(String.class)
                .set();
        Set<String> added = new HashSet<>(folders);
        added.removeAll(known);
        added.removeIf(folder -> folder.length() > LONGEST_FOLDER);
        Set<String> gone = new HashSet<>(known);
        gone.removeAll(folders);
        gone.forEach(folder ->
                folder("DELETE FROM kept_folder WHERE account = :account AND folder = :folder", account, folder));
        added.forEach(folder ->
                folder("INSERT INTO kept_folder (account, folder) VALUES (:account, :folder)", account, folder));
    }

    private void folder(String sql, AccountId account, String folder) {
        try {
            jdbc.sql(sql)
                    .param("account", account.value())
                    .param("folder", folder)
                    .update();
        } catch (DuplicateKeyException e) {
            // A concurrent request has already stored it.
        }
    }

    /** Returns the newest messages of a folder, newest first. */
    List<KeptMessage> messages(AccountId account, String folder) {
        return messages(account, folder, SHOWN);
    }

    /** Returns the newest messages of a folder, newest first, up to a limit. */
    List<KeptMessage> messages(AccountId account, String folder, int limit) {
        return jdbc.sql("SELECT * FROM kept_message WHERE account = :account AND folder = :folder"
                        + " ORDER BY sent_at DESC, id DESC FETCH FIRST " + limit + " ROWS ONLY")
                .param("account", account.value())
                .param("folder", folder)
                .query(KeptMail::message)
                .list();
    }

    /** Returns the messages of a folder that are older than the given message, newest first. */
    List<KeptMessage> messagesBefore(AccountId account, String folder, KeptMessage message, int limit) {
        return jdbc.sql("SELECT * FROM kept_message WHERE account = :account AND folder = :folder"
                        + " AND (sent_at < :sentAt OR sent_at = :sentAt AND id < :id)"
                        + " ORDER BY sent_at DESC, id DESC FETCH FIRST " + limit + " ROWS ONLY")
                .param("account", account.value())
                .param("folder", folder)
                .param("sentAt", message.sentAt().atOffset(ZoneOffset.UTC))
                .param("id", message.id())
                .query(KeptMail::message)
                .list();
    }

    /** Returns a message, if it belongs to this account. */
    Optional<KeptMessage> message(AccountId account, long id) {
        return jdbc.sql("SELECT * FROM kept_message WHERE account = :account AND id = :id")
                .param("account", account.value())
                .param("id", id)
                .query(KeptMail::message)
                .optional();
    }

    /** Returns the server's keys of the messages that are stored already. */
    Set<String> known(AccountId account, String folder) {
        return jdbc.sql("SELECT message FROM kept_message WHERE account = :account AND folder = :folder")
                .param("account", account.value())
                .param("folder", folder)
                .query(String.class)
                .set();
    }

    /** Stores a message, unless it is stored already. */
    void keep(AccountId account, String name, KeptMessage message) {
        try {
            jdbc.sql("INSERT INTO kept_message"
                            + " (account, folder, message, sender, recipients, subject, sent_at, plain, html) VALUES"
                            + " (:account, :folder, :message, :sender, :recipients, :subject, :sentAt, :plain, :html)")
                    .param("account", account.value())
                    .param("folder", message.folder())
                    .param("message", name)
                    .param("sender", message.sender())
                    .param("recipients", message.recipients())
                    .param("subject", message.subject())
                    .param("sentAt", message.sentAt().atOffset(ZoneOffset.UTC))
                    .param("plain", message.plain())
                    .param("html", message.html())
                    .update();
        } catch (DuplicateKeyException e) {
            // A concurrent request has already stored it.
        }
    }

    /** Deletes all stored mail of an account. */
    void forget(AccountId account) {
        for (String table : List.of("kept_message", "kept_folder")) {
            jdbc.sql("DELETE FROM " + table + " WHERE account = :account")
                    .param("account", account.value())
                    .update();
        }
    }

    private static KeptMessage message(ResultSet row, int number) throws SQLException {
        return new KeptMessage(
                row.getLong("id"),
                row.getString("folder"),
                row.getString("sender"),
                row.getString("recipients"),
                row.getString("subject"),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getString("plain"),
                row.getString("html"));
    }
}
