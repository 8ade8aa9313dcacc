package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.standard.StandardServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
    @TempDir
    private Path folder;

    @Test
    void nothingIsLostByARestart() {
        String database = "spring.datasource.url=jdbc:h2:file:" + folder.resolve("database");
        AccountId ben;
        int smtp;
        int imap;
        ServiceId gmail = StandardServices.common().get(0).id();
        try (RunningWorkspace first = RunningWorkspace.start(database)) {
            EmailServiceRegistry registry = first.bean(EmailServiceRegistry.class);
            registry.administration("mary").hide(gmail);
            ben = registry.accounts()
                    .accountsOf(new UserId("ben"))
                    .get(0)
                    .account()
                    .id();
            EmailService acme = registry.offer().services().stream()
                    .filter(service -> service.name().equals("Acme Mail"))
                    .findFirst()
                    .orElseThrow();
            smtp = acme.servers().smtp().address().port();
            imap = acme.servers().imap().address().port();
        }
        try (RunningWorkspace second = RunningWorkspace.start(
                database,
                "workspace.demo-mail-server.smtp-port=" + smtp,
                "workspace.demo-mail-server.imap-port=" + imap)) {
            EmailServiceRegistry registry = second.bean(EmailServiceRegistry.class);
            assertThat(registry.administration("mary").service(gmail))
                    .hasValueSatisfying(service -> assertThat(service.hidden()).isTrue());
            assertThat(registry.accounts().test(ben).verified()).isTrue();
        }
    }

    @Test
    void theKeyIsForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("new/credentials.key");
        String key = KeyFile.read(file);
        assertThat(KeyFile.read(file)).isEqualTo(key).hasSize(44);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDatabaseOfSeveralNodesNeedsAKeyThatIsGiven() {
        assertThatThrownBy(() -> new RegistryConfiguration()
                        .credentialCipher(
                                new WorkspaceProperties(
                                        folder, "", List.of(), new WorkspaceProperties.DemoMailServer(false, 0, 0)),
                                "jdbc:postgresql://localhost/workspace"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("workspace.credentials-key");
        assertThat(folder).isEmptyDirectory();
    }
}
