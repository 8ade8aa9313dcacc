package org.emailregistry.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.catalog.StandardServices;
import org.emailregistry.connection.HostResolver;
import org.emailregistry.connection.SocketProbe;
import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.probe.ConnectionProbe;
import org.emailregistry.store.RegistryStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The wiring of the registry: this is what a host application copies. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {
    private static final int KEY_BYTES = 32;

    @Bean
    RegistryStore registryStore() {
        return new InMemoryRegistryStore();
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
        return MailConnector.builder(registry).resolver(network.resolver()).build();
    }

    @Bean
    ConnectionProbe connectionProbe(MailNetwork network) {
        return SocketProbe.builder().resolver(network.resolver()).build();
    }

    @Bean
    @ConditionalOnProperty(name = "workspace.demo-mail-server.enabled", havingValue = "false")
    MailNetwork mailNetwork() {
        return new MailNetwork(HostResolver.system(), ConnectionPolicy.recommended(), NetworkGuard.recommended());
    }

    /** The key comes from where the host keeps its secrets; without one, it is made at the first start. */
    @Bean
    CredentialCipher credentialCipher(WorkspaceProperties properties) throws IOException {
        String key = properties.credentialsKey();
        if (key.isEmpty()) {
            key = keyFile(properties.folder().resolve("credentials.key"));
        }
        return AesGcmCredentialCipher.builder()
                .key("1", Base64.getDecoder().decode(key.strip()))
                .build();
    }

    private static String keyFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, Base64.getEncoder().encodeToString(key));
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        return Files.readString(file);
    }
}
