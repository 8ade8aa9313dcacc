package org.emailregistry.benchmarks;

/** How much is measured. */
enum Mode {
    /** Some minutes a table: for figures. */
    FULL,
    /** Seconds a table: shows that everything runs, the figures mean nothing. */
    SHORT;

    <T> T choose(T full, T brief) {
        return this == FULL ? full : brief;
    }
}
