package org.emailregistry.benchmarks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.MappingSettings;

/** The same two tables, read with Hibernate. */
final class HibernatePeer implements AutoCloseable {
    private final SessionFactory sessions;

    HibernatePeer(DataSource pool) {
        Logger.getLogger("org.hibernate").setLevel(Level.SEVERE);
        var configuration = new Configuration()
                .addAnnotatedClass(Service.class)
                .addAnnotatedClass(EagerAccount.class)
                .addAnnotatedClass(LazyAccount.class);
        configuration.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool);
        configuration.getProperties().put(MappingSettings.XML_MAPPING_ENABLED, false);
        sessions = configuration.buildSessionFactory();
    }

    Object eager(String id) {
        try (Session session = sessions.openSession()) {
            return session.find(EagerAccount.class, id);
        }
    }

    Object eagerInTransaction(String id) {
        return sessions.fromTransaction(session -> session.find(EagerAccount.class, id));
    }

    Object lazyInTransaction(String id) {
        return sessions.fromTransaction(
                session -> session.find(LazyAccount.class, id).service.smtpHost());
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** A row of {@code peer_service}. */
    @SuppressWarnings("UnusedVariable") // Hibernate fills the fields.
    @Entity
    @Table(name = "peer_service")
    public static class Service {
        @Id
        private String id = "";

        private String name = "";

        @Column(name = "smtp_host")
        private String smtpHost = "";

        @Column(name = "smtp_port")
        private int smtpPort;

        @Column(name = "smtp_security")
        private String smtpSecurity = "";

        @Column(name = "imap_host")
        private String imapHost = "";

        @Column(name = "imap_port")
        private int imapPort;

        @Column(name = "imap_security")
        private String imapSecurity = "";

        /** Reads the row if only its id has been loaded so far. */
        public String smtpHost() {
            return smtpHost;
        }
    }

    /** A row of {@code peer_account}, read with its service. */
    @SuppressWarnings("UnusedVariable") // Hibernate fills the fields.
    @Entity(name = "EagerAccount")
    @Table(name = "peer_account")
    public static class EagerAccount {
        @Id
        private String id = "";

        private String owner = "";
        private String address = "";
        private String login = "";
        private byte[] secret = {};
        private long generation;

        @ManyToOne(fetch = FetchType.EAGER)
        @JoinColumn(name = "service")
        private Service service = new Service();
    }

    /** A row of {@code peer_account}, whose service is read when it is needed. */
    @SuppressWarnings("UnusedVariable") // Hibernate fills the fields.
    @Entity(name = "LazyAccount")
    @Table(name = "peer_account")
    public static class LazyAccount {
        @Id
        private String id = "";

        private String owner = "";
        private String address = "";
        private String login = "";
        private byte[] secret = {};
        private long generation;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "service")
        private Service service = new Service();
    }
}
