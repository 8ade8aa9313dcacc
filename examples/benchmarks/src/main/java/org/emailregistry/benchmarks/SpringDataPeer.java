package org.emailregistry.benchmarks;

import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionManager;

/** The same two tables, read with Spring Data JDBC: two aggregates, two repositories. */
final class SpringDataPeer implements AutoCloseable {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Accounts accounts;
    private final Services services;

    SpringDataPeer(DataSource pool) {
        context.registerBean(DataSource.class, () -> pool);
        context.register(Repositories.class);
        context.refresh();
        accounts = context.getBean(Accounts.class);
        services = context.getBean(Services.class);
    }

    Object find(String id) {
        Account account = accounts.findById(id).orElseThrow();
        return services.findById(account.service()).orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }

    /** A row of {@code peer_account}. */
    @SuppressWarnings("ArrayRecordComponent") // These records are never compared.
    @Table("peer_account")
    record Account(
            @Id String id,
            String owner,
            String address,
            String login,
            String service,
            byte[] secret,
            long generation) {}

    /** A row of {@code peer_service}. */
    @Table("peer_service")
    record Service(
            @Id String id,
            String name,
            @Column("smtp_host") String smtpHost,
            @Column("smtp_port") int smtpPort,
            @Column("smtp_security") String smtpSecurity,
            @Column("imap_host") String imapHost,
            @Column("imap_port") int imapPort,
            @Column("imap_security") String imapSecurity) {}

    /** Implemented by Spring Data. */
    interface Accounts extends CrudRepository<Account, String> {}

    /** Implemented by Spring Data. */
    interface Services extends CrudRepository<Service, String> {}

    /** The configuration of Spring Data. */
    @Configuration(proxyBeanMethods = false)
    @EnableJdbcRepositories(basePackageClasses = SpringDataPeer.class, considerNestedRepositories = true)
    static class Repositories extends AbstractJdbcConfiguration {
        @Bean
        NamedParameterJdbcOperations operations(DataSource pool) {
            return new NamedParameterJdbcTemplate(pool);
        }

        @Bean
        TransactionManager transactionManager(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }
    }
}
