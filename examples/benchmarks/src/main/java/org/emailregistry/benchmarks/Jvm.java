package org.emailregistry.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a JVM of its own, with the classes of this one. */
final class Jvm {
    private Jvm() {}

    /** Starts it with everything that is here; its errors come out here. */
    static Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return start(System.getProperty("java.class.path"), options, main, arguments);
    }

    /** Starts it; its errors come out here. */
    static Process start(String classpath, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.add("-classpath");
        command.add(classpath);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
