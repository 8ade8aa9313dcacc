package org.emailregistry.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** Runs a program of the tests in a JVM of its own, and tells such a program what it has open. */
public final class OwnJvm {
    private static final int SIDE_BY_SIDE = 8;

    private OwnJvm() {}

    /** What the program printed, on both streams; it has to end well. */
    public static String run(Class<?> program, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It is over before the second compiler would have done its work.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** Does something with each of them, several at the same time, and ends when all are done; one that fails is told. */
    public static <T> void sideBySide(Collection<T> all, Work<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (T one : all) {
                done.add(threads.submit(() -> {
                    work.on(one);
                    return one;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What is done with one of them. */
    @FunctionalInterface
    public interface Work<T> {
        void on(T one) throws Exception;
    }

    /** The threads of this JVM whose names begin so. */
    public static long threads(String... prefixes) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> Stream.of(prefixes).anyMatch(thread.getName()::startsWith))
                .count();
    }

    /** The objects of this JVM that can still be reached, of these classes. */
    public static long objects(Set<String> classes) {
        return histogram()
                .lines()
                .map(line -> line.strip().split(" +"))
                .filter(columns -> columns.length >= 4 && classes.contains(columns[3]))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** Rank, number of instances, bytes and class, line by line. */
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sockets that this process has open; 0 where that cannot be seen. */
    public static long sockets() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.filter(OwnJvm::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }
}
