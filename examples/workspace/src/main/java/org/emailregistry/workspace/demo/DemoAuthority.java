package org.emailregistry.workspace.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.springframework.util.FileSystemUtils;

/**
 * A certificate authority of the demonstration, made by the JDK's keytool. It certifies one server, and its key is then
 * deleted. This program trusts it in addition to the platform's authorities, as if an operator had installed it. Never do
 * this in production.
 */
final class DemoAuthority {
    /** Not secret: the files protect nothing of value. */
    private static final String PASSWORD = "changeit";

    private final Path folder;

    private DemoAuthority(Path folder) {
        this.folder = folder;
    }

    /** Returns the authority in a folder, and creates it if there is none. If several are created concurrently, one is kept. */
    static DemoAuthority in(Path folder, List<String> hosts)
            throws IOException, InterruptedException, GeneralSecurityException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder.getParent());
            Path made = Files.createTempDirectory(folder.getParent(), "made");
            new DemoAuthority(made).make(hosts);
            try {
                Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                FileSystemUtils.deleteRecursively(made);
                if (Files.notExists(folder)) {
                    throw e;
                }
            }
        }
        return new DemoAuthority(folder);
    }

    private void make(List<String> hosts) throws IOException, InterruptedException, GeneralSecurityException {
        String names = hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","));
        keytool(
                "ca",
                "-genkeypair",
                "-dname",
                "CN=Demonstration CA",
                "-ext",
                "bc:c=ca:true",
                "-ext",
                "ku:c=keyCertSign");
        keytool("server", "-genkeypair", "-dname", "CN=Demonstration mail server");
        keytool("server", "-certreq", "-file", "server.csr");
        keytool("ca", "-gencert", "-infile", "server.csr", "-outfile", "server.pem", "-rfc", "-ext", "san=" + names);
        keytool("ca", "-exportcert", "-file", "ca.pem", "-rfc");
        keytool("ca", "-importcert", "-file", "ca.pem", "-noprompt", "-keystore", "server.p12");
        keytool("server", "-importcert", "-file", "server.pem", "-noprompt");
        Files.delete(folder.resolve("ca.p12"));
        trustBesidesThePlatforms(folder.resolve("ca.pem"));
    }

    /** Runs keytool on one entry. The key store has the same name as the entry, unless the command contains another. */
    private void keytool(String entry, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(command));
        line.addAll(List.of("-alias", entry, "-storepass", PASSWORD));
        if (!line.contains("-keystore")) {
            line.addAll(List.of("-keystore", entry + ".p12"));
        }
        if (line.contains("-genkeypair")) {
            line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "365"));
        }
        if (line.contains("-gencert")) {
            line.addAll(List.of("-validity", "365"));
        }
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private void trustBesidesThePlatforms(Path certificate) throws IOException, GeneralSecurityException {
        var platform = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        KeyStore trust = KeyStore.getInstance(platform.toFile(), (char[]) null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trust.setCertificateEntry(
                    "demonstration", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        try (OutputStream out = Files.newOutputStream(trust())) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    private Path trust() {
        return folder.resolve("trust.p12");
    }

    /** Makes GreenMail, which reads one key store for the whole program, use the certificate, and makes the program trust it. */
    void install() {
        System.setProperty(
                "greenmail.tls.keystore.file", folder.resolve("server.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", PASSWORD);
        System.setProperty("javax.net.ssl.trustStore", trust().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    /** Returns the TLS context of the SMTP server. */
    SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(folder.resolve("server.p12").toFile(), PASSWORD.toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
