package org.emailregistry.benchmarks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.MappingSettings;
import org.jspecify.annotations.Nullable;

/** Fills the library's table of accounts with stateless sessions of Hibernate. */
final class HibernateAdoptionPeer implements AutoCloseable {
    static final String TABLE = "peer_adopted";

    private final SessionFactory sessions;

    HibernateAdoptionPeer(DataSource pool, int batch) {
        Logger.getLogger("org.hibernate").setLevel(Level.SEVERE);
        var configuration = new Configuration().addAnnotatedClass(Account.class);
        configuration.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        configuration.getProperties().put(BatchSettings.STATEMENT_BATCH_SIZE, batch);
        configuration.getProperties().put(MappingSettings.XML_MAPPING_ENABLED, false);
        configuration.setPhysicalNamingStrategy(new PhysicalNamingStrategySnakeCaseImpl());
        sessions = configuration.buildSessionFactory();
    }

    /** Inserts rows in one transaction. */
    void insert(List<Account> accounts) {
        sessions.inStatelessTransaction(session -> session.insertMultiple(accounts));
    }

    /** Returns an entity with the values of a row. */
    static Account account(List<String> columns, Object[] values) throws ReflectiveOperationException {
        var account = new Account();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                field(columns.get(i)).set(account, values[i]);
            }
        }
        return account;
    }

    private static Field field(String column) throws NoSuchFieldException {
        for (Field field : Account.class.getDeclaredFields()) {
            if (field.getName().toLowerCase(Locale.ROOT).equals(column.replace("_", ""))) {
                field.setAccessible(true);
                return field;
            }
        }
        throw new NoSuchFieldException(column);
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** A row like one of the library's. */
    @SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
    @Entity
    @Table(name = TABLE)
    public static class Account {
        @Id
        private String id = "";

        private long tenant;
        private String owner = "";
        private String address = "";
        private String login = "";
        private @Nullable String loginForSmtp;
        private String service = "";
        private @Nullable String smtpAddress;
        private @Nullable String smtpSecurity;
        private @Nullable String smtpLogin;
        private @Nullable String imapAddress;
        private @Nullable String imapSecurity;
        private @Nullable String imapLogin;
        private String origin = "";
        private @Nullable String credentialsKind;
        private @Nullable String credentialsKey;
        private byte @Nullable [] credentialsSecret;
        private @Nullable String credentialsBound;
        private @Nullable String smtpDestination;
        private @Nullable String imapDestination;
        private @Nullable String standingOutcome;
        private @Nullable Long standingSince;
        private @Nullable Integer standingFailures;
        private @Nullable Long suspendedAt;
        private long generation;
        private long version;
        private String operation = "";
        private long createdAt;
        private long changedAt;
        private @Nullable Integer slot;
    }
}
