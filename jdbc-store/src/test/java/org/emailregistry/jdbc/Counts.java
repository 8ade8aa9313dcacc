package org.emailregistry.jdbc;

/** What a suite has counted, for whoever reads the log of the build. */
final class Counts {
    private Counts() {}

    @SuppressWarnings("SystemOut")
    static void print(String suite, String what, String counts) {
        System.out.println("[" + suite + "] " + what + ": " + counts);
    }
}
