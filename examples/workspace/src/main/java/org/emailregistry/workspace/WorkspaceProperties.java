package org.emailregistry.workspace;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the application.
 *
 * @param folder where the application keeps its files
 * @param credentialsKey the key that seals mailbox passwords, 32 bytes in Base64. If empty, the application creates
 *     a key in the folder, which is allowed for an H2 database only
 * @param users the users who can sign in
 * @param demoMailServer the mail server inside the application
 */
@ConfigurationProperties("workspace")
public record WorkspaceProperties(
        Path folder, @DefaultValue("") String credentialsKey, List<User> users, DemoMailServer demoMailServer) {
    /**
     * A user who can sign in. A real application has its own user management.
     *
     * @param name the login
     * @param password the password
     * @param administrator whether the user is an administrator
     */
    public record User(
            String name,
            String password,
            @DefaultValue("false") boolean administrator) {}

    /**
     * The demonstration mail server.
     *
     * @param enabled whether it is started
     * @param smtpPort the port for sending, with STARTTLS; 0 for any free port
     * @param imapPort the port for reading, with TLS; 0 for any free port
     */
    public record DemoMailServer(boolean enabled, int smtpPort, int imapPort) {}
}
