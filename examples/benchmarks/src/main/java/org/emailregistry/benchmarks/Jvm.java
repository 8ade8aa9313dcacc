package org.emailregistry.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in its own JVM, with the classes of this program. */
final class Jvm {
    private Jvm() {}

    /** Starts a program with the class path of this one. Its error output goes to that of this program. */
    static Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return start(System.getProperty("java.class.path"), options, main, arguments);
    }

    /** Starts a program with a class path. Its error output goes to that of this program. */
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
