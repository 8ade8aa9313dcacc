package org.emailregistry.jdbc;

/** How much a suite with counts tries: a sample in the plain build, more in the profiles {@code long} and {@code soak}. */
final class Sample {
    private static final String COUNT = System.getProperty("tests.count", "sample");

    private Sample() {}

    static int of(int sample, int inLong, int inSoak) {
        return switch (COUNT) {
            case "sample" -> sample;
            case "long" -> inLong;
            case "soak" -> inSoak;
            default -> throw new IllegalArgumentException("tests.count is sample, long or soak, not " + COUNT);
        };
    }
}
