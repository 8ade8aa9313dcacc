package org.emailregistry.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The private certificate authority of an organisation, and a server certificate from it, made by the JDK's keytool. */
final class PrivateAuthority implements AutoCloseable {
    /** Protects files that are deleted when the program ends. */
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String pem;

    private PrivateAuthority(Path folder, String pem) {
        this.folder = folder;
        this.pem = pem;
    }

    /** Creates an authority, and a certificate for the hosts of the demonstration. */
    static PrivateAuthority ofDemonstration() throws IOException, InterruptedException {
        return certifying("smtp.acme.example", "imap.acme.example", "smtp.cloud.example", "imap.cloud.example");
    }

    private static PrivateAuthority certifying(String... hosts) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("quickstart");
        String names = Stream.of(hosts).map(host -> "dns:" + host).collect(Collectors.joining(","));
        keytool(
                folder,
                "ca",
                "-genkeypair",
                "-dname",
                "CN=Acme CA",
                "-ext",
                "bc:c=ca:true",
                "-ext",
                "ku:c=keyCertSign");
        keytool(folder, "server", "-genkeypair", "-dname", "CN=Acme mail server");
        keytool(folder, "server", "-certreq", "-file", "server.csr");
        keytool(
                folder,
                "ca",
                "-gencert",
                "-infile",
                "server.csr",
                "-outfile",
                "server.pem",
                "-rfc",
                "-ext",
                "san=" + names);
        keytool(folder, "ca", "-exportcert", "-file", "ca.pem", "-rfc");
        keytool(folder, "ca", "-importcert", "-file", "ca.pem", "-noprompt", "-keystore", "server.p12");
        keytool(folder, "server", "-importcert", "-file", "server.pem", "-noprompt");
        return new PrivateAuthority(folder, Files.readString(folder.resolve("ca.pem")));
    }

    /** Runs keytool on one entry. The key store has the same name as the entry, unless the command contains another. */
    private static void keytool(Path folder, String entry, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(command));
        line.addAll(List.of("-alias", entry, "-storepass", PASSWORD));
        if (!line.contains("-keystore")) {
            line.addAll(List.of("-keystore", entry + ".p12"));
        }
        if (line.contains("-genkeypair")) {
            line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        }
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    /** Returns the authority's certificate in PEM, as an administrator pastes it into a form. */
    String pem() {
        return pem;
    }

    /** Makes GreenMail, which reads one key store for the whole program, use the server's certificate. */
    void useInGreenMail() {
        System.setProperty(
                "greenmail.tls.keystore.file", folder.resolve("server.p12").toString());
        System.setProperty("greenmail.tls.keystore.password", PASSWORD);
    }

    /** Deletes the keys. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
