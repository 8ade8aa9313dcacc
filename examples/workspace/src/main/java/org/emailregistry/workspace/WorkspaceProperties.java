package org.emailregistry.workspace;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set.
 *
 * @param folder where the application keeps its files
 * @param credentialsKey the key that seals mailbox passwords, 32 bytes in Base64; empty for one that is made in the folder,
 *     which only a database in a file there takes
 * @param users who can sign in
 * @param demoMailServer the mail server inside the application
 */
@ConfigurationProperties("workspace")
public record WorkspaceProperties(
        Path folder, @DefaultValue("") String credentialsKey, List<User> users, DemoMailServer demoMailServer) {
    /**
     * Somebody who can sign in. A real host has its own users.
     *
     * @param name the login
     * @param password the password
     * @param administrator whether the administration is open to them
     */
    public record User(
            String name,
            String password,
            @DefaultValue("false") boolean administrator) {}

    /**
     * The demonstration mail server.
     *
     * @param enabled whether it is started
     * @param smtpPort the port for sending, with STARTTLS; 0 for any
     * @param imapPort the port for reading, with TLS; 0 for any
     */
    public record DemoMailServer(boolean enabled, int smtpPort, int imapPort) {}
}
