package org.emailregistry.jdbc;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Starts a {@link CrashWriter} in a JVM of its own, and kills it. An archive of its classes halves what a start costs. */
final class CrashJvm {
    private final String classPath;
    private final Path archive;

    private CrashJvm(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    static CrashJvm prepare() throws IOException {
        Path folder = Servers.newFolder();
        List<String> elements = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(element);
            // Archives know classes of jars only.
            elements.add(Files.isDirectory(path) ? jar(path, folder.resolve(elements.size() + ".jar")) : element);
        }
        var jvm = new CrashJvm(String.join(File.pathSeparator, elements), folder.resolve("classes.jsa"));
        jvm.run(
                "-XX:ArchiveClassesAtExit=" + jvm.archive,
                50,
                false,
                "jdbc:h2:file:" + folder.resolve("trial"),
                "sa",
                "trial",
                "0");
        return jvm;
    }

    private static String jar(Path folder, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar.toString();
    }

    /** Lets a writer say some lines, kills it, and gives all that it has said. */
    List<String> killAfter(int lines, String url, String user, String tenant, long seed) throws IOException {
        return run("-XX:SharedArchiveFile=" + archive, lines, true, url, user, tenant, Long.toString(seed));
    }

    private List<String> run(String option, int lines, boolean kill, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                classPath,
                CrashWriter.class.getName()));
        command.addAll(List.of(arguments));
        Process writer = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        try (var reader = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                said.add(line);
                if (said.size() == lines) {
                    if (!kill) {
                        break;
                    }
                    // Unlike the process, its handle leaves the pipe open: what was said can be read to its end.
                    writer.toHandle().destroyForcibly();
                }
                line = reader.readLine();
            }
        } finally {
            if (kill) {
                writer.destroyForcibly();
            }
        }
        writer.onExit().join();
        return said;
    }
}
