package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.Optional;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.SettingsRow;
import org.jspecify.annotations.Nullable;

/** Reads and binds a pair of servers in six columns, all null if there is none. */
final class ServerColumns {
    static final String NAMES = "smtp_address, smtp_security, smtp_login, imap_address, imap_security, imap_login";

    private ServerColumns() {}

    static Optional<SettingsRow> read(Row row) throws SQLException {
        Optional<ServerRow> smtp = server(row, "smtp_address", "smtp_security", "smtp_login");
        Optional<ServerRow> imap = server(row, "imap_address", "imap_security", "imap_login");
        return smtp.isPresent() && imap.isPresent()
                ? Optional.of(new SettingsRow(smtp.get(), imap.get()))
                : Optional.empty();
    }

    private static Optional<ServerRow> server(Row row, String address, String security, String login)
            throws SQLException {
        @Nullable String given = row.optionalText(address);
        return given == null
                ? Optional.empty()
                : Optional.of(new ServerRow(given, row.textOrEmpty(security), row.textOrEmpty(login)));
    }

    static void bind(Parameters parameters, Optional<SettingsRow> settings) throws SQLException {
        bindServer(parameters, settings.map(SettingsRow::smtp));
        bindServer(parameters, settings.map(SettingsRow::imap));
    }

    private static void bindServer(Parameters parameters, Optional<ServerRow> server) throws SQLException {
        parameters
                .text(server.map(ServerRow::address).orElse(null))
                .text(server.map(ServerRow::security).orElse(null))
                .text(server.map(ServerRow::userNameFormat).orElse(null));
    }
}
