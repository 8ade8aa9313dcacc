package org.emailregistry.jdbc;

/** How much is tried: a sample in the plain build, everything in the profile {@code long}. */
final class Sample {
    private static final boolean LONG = Boolean.getBoolean("tests.long");

    private Sample() {}

    static int of(int sample, int everything) {
        return LONG ? everything : sample;
    }
}
