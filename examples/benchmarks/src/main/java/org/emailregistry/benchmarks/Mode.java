package org.emailregistry.benchmarks;

/** The effort of measuring. */
enum Mode {
    /** Some minutes per table, for meaningful figures. */
    FULL,
    /** Seconds per table, as a check that everything runs. The figures are not meaningful. */
    SHORT;

    <T> T choose(T full, T brief) {
        return this == FULL ? full : brief;
    }
}
