package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.emailregistry.account.Sealed;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes the rows of services. */
final class ServiceTable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceTable.class);

    /** The columns of the table alias {@code s}. The revision is renamed, since the joined tenant has one, too. */
    static final String COLUMNS = "s.id, s.name, s.smtp_address, s.smtp_security, s.smtp_login, s.imap_address,"
            + " s.imap_security, s.imap_login, s.sign_in, s.domains, s.trust, s.former_destinations, s.defined_revision,"
            + " s.defined_commit, s.hidden, s.revision AS service_revision, s.removed_at, s.terms, s.row_proof_key, s.row_proof";

    private ServiceTable() {}

    /** Reads a row; empty, with a warning, if its key is not a valid id, so that no call can refer to it. */
    static Optional<ServiceRow> readIfSound(Row row) throws SQLException {
        try {
            return Optional.of(read(row));
        } catch (IllegalArgumentException e) {
            LOG.warn("Skipped a service row: its id is not a valid id", e);
            return Optional.empty();
        }
    }

    /** Returns the id; empty, with a warning, if the key is not a valid id. */
    static Optional<ServiceId> idIfSound(String key) {
        try {
            return Optional.of(new ServiceId(key));
        } catch (IllegalArgumentException e) {
            LOG.warn("Skipped a row with an invalid service id", e);
            return Optional.empty();
        }
    }

    private static ServiceRow read(Row row) throws SQLException {
        return new ServiceRow(
                new ServiceId(row.key("id")),
                definition(row),
                row.flag("hidden"),
                row.number("service_revision"),
                row.optionalInstant("removed_at"),
                row.textOrEmpty("terms"),
                proof(row, "row_proof_key", "row_proof"));
    }

    private static Optional<ServiceDefinition> definition(Row row) throws SQLException {
        @Nullable String name = row.optionalText("name");
        Optional<SettingsRow> servers = ServerColumns.read(row);
        @Nullable String commit = row.optionalText("defined_commit");
        return name == null || servers.isEmpty() || commit == null
                ? Optional.empty()
                : Optional.of(new ServiceDefinition(
                        name,
                        servers.get(),
                        list(row, "sign_in"),
                        list(row, "domains"),
                        Optional.ofNullable(row.optionalText("trust")),
                        list(row, "former_destinations"),
                        new CatalogVersion(row.number("defined_revision"), commit)));
    }

    static Optional<Sealed> proof(Row row, String keyColumn, String column) throws SQLException {
        @Nullable String keyId = row.optionalText(keyColumn);
        return keyId == null ? Optional.empty() : Optional.of(new Sealed(keyId, row.bytesOrEmpty(column)));
    }

    private static List<String> list(Row row, String column) throws SQLException {
        @Nullable String text = row.optionalText(column);
        return text == null ? List.of() : Lines.list(text);
    }

    /**
     * Inserts a row, or replaces the one with the same id. A purge of credentials that follows begins with the first
     * account again.
     */
    static void put(Session session, long tenant, ServiceRow service) throws SQLException {
        int updated = session.update(
                "UPDATE email_registry_service SET name = ?, smtp_address = ?, smtp_security = ?, smtp_login = ?,"
                        + " imap_address = ?, imap_security = ?, imap_login = ?, sign_in = ?, domains = ?, trust = ?,"
                        + " former_destinations = ?, defined_revision = ?, defined_commit = ?, hidden = ?, revision = ?,"
                        + " removed_at = ?, terms = ?, row_proof_key = ?, row_proof = ?, stripped_to = NULL"
                        + " WHERE tenant = ? AND id = ?",
                parameters -> bind(parameters, tenant, service));
        if (updated == 0) {
            session.insert(
                    "INSERT INTO email_registry_service (name, " + ServerColumns.NAMES + ", sign_in, domains, trust,"
                            + " former_destinations,"
                            + " defined_revision,"
                            + " defined_commit, hidden, revision,"
                            + " removed_at, terms,"
                            + " row_proof_key, row_proof, tenant, id)"
                            + " VALUES (?, ?, ?, ?, ?, ?,"
                            + " ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                            + " ?, ?, ?, ?, ?, ?)",
                    List.of(service),
                    (parameters, row) -> bind(parameters, tenant, row));
        }
    }

    private static void bind(Parameters parameters, long tenant, ServiceRow service) throws SQLException {
        Optional<ServiceDefinition> definition = service.definition();
        parameters.text(definition.map(ServiceDefinition::name).orElse(null));
        ServerColumns.bind(parameters, definition.map(ServiceDefinition::servers));
        parameters
                .text(lines(definition, ServiceDefinition::authenticationMethods))
                .text(lines(definition, ServiceDefinition::domains))
                .text(definition.flatMap(ServiceDefinition::trustedCertificates).orElse(null))
                .text(lines(definition, ServiceDefinition::formerDestinations))
                .number(definition.map(d -> d.version().revision()).orElse(null))
                .text(definition.map(d -> d.version().commitId()).orElse(null))
                .flag(service.hidden())
                .number(service.revision())
                .instant(service.removedAt())
                .text(service.terms())
                .text(service.proof().map(Sealed::keyId).orElse(null))
                .bytes(service.proof().map(Sealed::bytes).orElse(null))
                .number(tenant)
                .key(service.id().value());
    }

    private static @Nullable String lines(
            Optional<ServiceDefinition> definition, Function<ServiceDefinition, Collection<String>> list) {
        return definition.map(list).map(Lines::of).orElse(null);
    }
}
