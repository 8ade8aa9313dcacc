package org.emailregistry;

/** Checks how much a caller asks for. */
final class Limits {
    private Limits() {}

    static void require(int limit, int maximum) {
        if (limit < 1 || limit > maximum) {
            throw new IllegalArgumentException("limit: 1 to " + maximum + ", got " + limit);
        }
    }
}
