package org.emailregistry;

/** Checks the range of limits given by callers. */
final class Limits {
    private Limits() {}

    static void require(String name, int value, int maximum) {
        if (value < 1 || value > maximum) {
            throw new IllegalArgumentException(name + ": must be between 1 and " + maximum + ", got " + value);
        }
    }
}
