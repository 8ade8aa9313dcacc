package org.emailregistry.connection;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A Dovecot of our own, as this process's user, on ports of this machine: IMAP and submission, plain and implicit TLS. */
public final class Dovecot implements AutoCloseable {
    private static final String CONFIGURATION = """
            base_dir = %1$s/run
            state_dir = %1$s/run
            log_path = %1$s/log
            protocols = imap submission
            listen = 127.0.0.1
            default_internal_user = %2$s
            default_internal_group = %3$s
            default_login_user = %8$s
            first_valid_uid = 0
            ssl = yes
            ssl_cert = <%1$s/server.pem
            ssl_key = <%1$s/server.key
            disable_plaintext_auth = yes
            auth_mechanisms = plain login xoauth2
            auth_failure_delay = 0
            mail_location = maildir:%1$s/mail/%%u
            mail_uid = %2$s
            mail_gid = %3$s
            hostname = mail.acme.example
            submission_relay_host = 127.0.0.1
            submission_relay_port = %9$d
            submission_backend_capabilities = 8BITMIME
            passdb {
              driver = oauth2
              mechanisms = xoauth2
              args = %1$s/oauth2
            }
            passdb {
              driver = passwd-file
              mechanisms = plain login
              args = scheme=plain %1$s/users
            }
            userdb {
              driver = static
              args = home=%1$s/mail/%%u
            }
            service anvil {
              chroot =
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = %4$d
              }
              inet_listener imaps {
                port = %5$d
                ssl = yes
              }
            }
            service submission-login {
              chroot =
              inet_listener submission {
                port = %6$d
              }
              inet_listener submissions {
                port = %7$d
                ssl = yes
              }
            }
            """;

    /** Tokens are checked on the spot, by a key that both sides know: RFC 7519 with HS256. */
    private static final String OAUTH2 = """
            introspection_mode = local
            local_validation_key_dict = fs:posix:prefix=%s/keys/
            username_attribute = email
            """;

    private static final byte[] KEY = "a key of the tests, long enough for HS256".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final Process process;
    private final int[] ports;
    private final ScriptedServer relay;

    private Dovecot(Path folder, Process process, int[] ports, ScriptedServer relay) {
        this.relay = relay;
        this.folder = folder;
        this.process = process;
        this.ports = ports;
    }

    /** Starts one with one user, and waits until it listens. */
    public static Dovecot start(Path folder, TestCertificate certificate, String user, String password)
            throws IOException {
        // Its parts refuse to run as root, so there they run as the users that the package made.
        boolean root = "root".equals(System.getProperty("user.name"));
        String owner = root ? "dovecot" : System.getProperty("user.name");
        int[] ports = {freePort(), freePort(), freePort(), freePort()};
        certificate.writePem(folder.resolve("server.pem"), folder.resolve("server.key"));
        Files.writeString(folder.resolve("users"), user + ":{PLAIN}" + password + "\n", StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("oauth2"), OAUTH2.formatted(folder), StandardCharsets.UTF_8);
        Path key = folder.resolve("keys/default/HS256/default");
        Files.createDirectories(key.getParent());
        Files.writeString(key, Base64.getEncoder().encodeToString(KEY), StandardCharsets.US_ASCII);
        Files.createDirectories(folder.resolve("mail"));
        if (root) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(folder.resolve("mail"), PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        String group = root ? "dovecot" : groupOf(folder);
        // Where messages go.
        ScriptedServer relay =
                ScriptedServer.start(peer -> peer.line("220 ready").oblige());
        Path configuration = folder.resolve("dovecot.conf");
        Files.writeString(
                configuration,
                CONFIGURATION.formatted(
                        folder,
                        owner,
                        group,
                        ports[0],
                        ports[1],
                        ports[2],
                        ports[3],
                        root ? "dovenull" : owner,
                        relay.port()),
                StandardCharsets.UTF_8);
        Process process = new ProcessBuilder("dovecot", "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        var dovecot = new Dovecot(folder, process, ports, relay);
        for (int port : ports) {
            await().atMost(Duration.ofSeconds(30)).until(() -> dovecot.listens(port));
        }
        return dovecot;
    }

    /** An access token for a user, signed by this key; its own one is the one that this server knows. */
    static String token(String user, Instant expires, byte[] key) {
        String claims = "{\"sub\":\"%1$s\",\"email\":\"%1$s\",\"iat\":%2$d,\"exp\":%3$d}"
                .formatted(user, expires.minus(1, ChronoUnit.DAYS).getEpochSecond(), expires.getEpochSecond());
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] key() {
        return KEY.clone();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String groupOf(Path folder) throws IOException {
        return Files.getFileAttributeView(folder, PosixFileAttributeView.class)
                .readAttributes()
                .group()
                .getName();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, TestProbe.address(127, 0, 0, 1))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException(log());
        }
        try (Socket socket = new Socket(TestProbe.address(127, 0, 0, 1), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int imap() {
        return ports[0];
    }

    /** The port of IMAP with TLS from the first byte. */
    public int imaps() {
        return ports[1];
    }

    int submission() {
        return ports[2];
    }

    /** The port of submission with TLS from the first byte. */
    public int submissions() {
        return ports[3];
    }

    /** What it has to say for itself. */
    public String log() {
        try {
            var text = new StringBuilder();
            for (String name : new String[] {"out", "log"}) {
                Path file = folder.resolve(name);
                if (Files.exists(file)) {
                    text.append(Files.readString(file, StandardCharsets.UTF_8));
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        relay.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
