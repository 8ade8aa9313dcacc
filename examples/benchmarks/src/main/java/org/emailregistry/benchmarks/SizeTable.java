package org.emailregistry.benchmarks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.inmemory.InMemoryRegistryStore;
import org.emailregistry.jdbc.JdbcRegistryStore;
import org.emailregistry.standard.StandardServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The bytes that the library adds to an application, and the time to the first list of services in a fresh JVM. */
final class SizeTable {
    private SizeTable() {}

    static void print(Mode mode) throws Exception {
        sizes();
        start(mode);
    }

    private static void sizes() throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        sizes.put("core", size(EmailServiceRegistry.class));
        sizes.put("in-memory store", size(InMemoryRegistryStore.class));
        sizes.put("JDBC store", size(JdbcRegistryStore.class));
        var table = new Table("Size, KB as in a jar", "KB");
        sizes.forEach((name, size) -> table.row(name, kilobytes(size)));
        table.row(
                "ours together",
                kilobytes(sizes.values().stream().mapToLong(size -> size).sum()));
        table.row(
                "Angus Mail",
                kilobytes(jars("angus-mail", "jakarta.mail-api", "angus-activation", "jakarta.activation-api")));
        table.row("Jackson", kilobytes(jars("jackson-databind", "jackson-core", "jackson-annotations")));
        table.row("Guava", kilobytes(jars("guava")));
        table.row("OkHttp with Okio and Kotlin", kilobytes(jars("okhttp-jvm", "okio-jvm", "kotlin-stdlib")));
        table.row(
                "Hibernate with all it needs",
                kilobytes(jars("hibernate-core", "byte-buddy", "jaxb-runtime", "antlr4-runtime")));
        table.print(System.out);
    }

    private static String kilobytes(long bytes) {
        return String.valueOf(Math.round(bytes / 1000.0));
    }

    private static long jars(String... names) throws IOException {
        long size = 0;
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String file = Path.of(path).getFileName().toString();
            if (Stream.of(names).anyMatch(name -> file.matches(name + "-[0-9].*\\.jar"))) {
                size += Files.size(Path.of(path));
            }
        }
        return size;
    }

    private static Path place(Class<?> one) throws URISyntaxException {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Returns the size of the jar of a class; for a class in a folder, the size of a jar with the files of the folder. */
    private static long size(Class<?> one) throws Exception {
        Path place = place(one);
        if (!Files.isDirectory(place)) {
            return Files.size(place);
        }
        var counted = new Counting();
        try (var zip = new ZipOutputStream(counted);
                Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(place.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return counted.bytes;
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }

    private static void start(Mode mode) throws Exception {
        String classpath = classpath();
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int round = 0; round < mode.choose(15, 1); round++) {
            for (Start start : Start.values()) {
                long began = System.nanoTime();
                String own = inFreshJvm(classpath, start);
                double all = (System.nanoTime() - began) / 1e6;
                millis.computeIfAbsent(start.name(), name -> new ArrayList<>()).add(all);
                millis.computeIfAbsent(start.name() + " own", name -> new ArrayList<>())
                        .add(Double.parseDouble(own));
            }
        }
        var table = new Table("Start of a fresh JVM, ms", "whole program", "main alone");
        for (Start start : Start.values()) {
            table.row(
                    start.description,
                    median(requireNonNull(millis.get(start.name()))),
                    median(requireNonNull(millis.get(start.name() + " own"))));
        }
        table.note("Medians of interleaved starts.").print(System.out);
    }

    /** Returns the class path of a program that only has a registry. A longer class path would slow down every start. */
    private static String classpath() throws URISyntaxException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> one : List.of(
                Start.class,
                EmailServiceRegistry.class,
                InMemoryRegistryStore.class,
                Logger.class,
                LoggerFactory.getILoggerFactory().getClass(),
                JsonInclude.class,
                JsonFactory.class,
                JsonMapper.class)) {
            places.add(place(one).toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private static String median(List<Double> values) {
        return Table.number(
                ResolveTable.median(values.stream().mapToDouble(v -> v).toArray()));
    }

    private static String inFreshJvm(String classpath, Start start) throws IOException, InterruptedException {
        Process process = Jvm.start(classpath, List.of(), Start.class, start.name());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    /** Programs, each of which does more than the one before. */
    enum Start {
        NOTHING("a program that does nothing") {
            @Override
            void run() {}
        },
        JACKSON("Jackson alone: the tree of the bundled list") {
            @Override
            void run() throws IOException {
                try (var in = StandardServices.class.getResourceAsStream("standard-services.json")) {
                    new JsonMapper().readTree(in);
                }
            }
        },
        SLF4J("SLF4J alone: the first logger") {
            @Override
            void run() {
                LoggerFactory.getLogger(Start.class).debug("not to be seen");
            }
        },
        OFFER("first offer(), no standard services") {
            @Override
            void run() {
                offer(EmailServiceRegistry.builder(new InMemoryRegistryStore()));
            }
        },
        OFFER_OF_BUNDLED("first offer(), the bundled list") {
            @Override
            void run() {
                offer(EmailServiceRegistry.builder(new InMemoryRegistryStore())
                        .standardServices(StandardServices.all()));
            }
        };

        private final String description;

        Start(String description) {
            this.description = description;
        }

        abstract void run() throws IOException;

        private static void offer(EmailServiceRegistry.Builder builder) {
            try (var registry = builder.build()) {
                if (!registry.offer().manualEntryAllowed()) {
                    throw new IllegalStateException();
                }
            }
        }

        /** Runs a program, and prints the milliseconds that it took. */
        public static void main(String[] arguments) throws IOException {
            long began = System.nanoTime();
            valueOf(arguments[0]).run();
            System.out.println((System.nanoTime() - began) / 1e6);
        }
    }
}
