package org.emailregistry.workspace;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Base64;
import javax.sql.DataSource;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.connection.ConnectionSettings;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.probe.ConnectionProbe;
import org.emailregistry.standard.StandardServices;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.workspace.monitoring.MeteredProbe;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the registry and its parts. Copy this class into your own application. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {
    /**
     * Uses the connections of the application's pool, but never joins its transactions. An application with Flyway runs the
     * scripts from the jar instead of calling {@code createSchema}.
     */
    @Bean
    RegistryStore registryStore(DataSource dataSource) {
        var store = JdbcRegistryStore.builder(dataSource).build();
        store.createSchema();
        return store;
    }

    @Bean
    EmailServiceRegistry emailServiceRegistry(
            RegistryStore store, CredentialCipher cipher, ConnectionProbe probe, MailNetwork network) {
        return EmailServiceRegistry.builder(store)
                .standardServices(StandardServices.common())
                .suggestions(StandardServices.all())
                .cipher(cipher)
                .probe(probe)
                .policy(network.policy())
                .guard(network.guard())
                .accountsPerUser(1)
                .build();
    }

    @Bean
    MailConnector mailConnector(EmailServiceRegistry registry, MailNetwork network) {
        return MailConnector.builder(registry).settings(network.settings()).build();
    }

    @Bean
    ConnectionProbe connectionProbe(MailNetwork network, MeterRegistry meters) {
        var probe = SocketProbe.builder().settings(network.settings()).build();
        return new MeteredProbe(probe, meters);
    }

    @Bean
    @ConditionalOnProperty(name = "workspace.demo-mail-server.enabled", havingValue = "false")
    MailNetwork mailNetwork() {
        return new MailNetwork(
                ConnectionSettings.recommended(), ConnectionPolicy.recommended(), NetworkGuard.recommended());
    }

    /** Takes the key from the settings. In production, keep it with the other secrets; all nodes need the same key. */
    @Bean
    CredentialCipher credentialCipher(
            WorkspaceProperties properties, @Value("${spring.datasource.url}") String database) throws IOException {
        String key = properties.credentialsKey();
        if (key.isEmpty()) {
            if (!database.startsWith("jdbc:h2:")) {
                throw new IllegalStateException(
                        "workspace.credentials-key: 32 bytes in Base64, the same for all nodes");
            }
            key = KeyFile.read(properties.folder().resolve("credentials.key"));
        }
        return AesGcmCredentialCipher.builder()
                .key("1", Base64.getDecoder().decode(key.strip()))
                .build();
    }
}
