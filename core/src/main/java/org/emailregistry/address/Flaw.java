package org.emailregistry.address;

/** Packs a problem and its offset into one negative {@code long}, so that a failed scan allocates no object. */
final class Flaw {
    private static final AddressProblem[] PROBLEMS = AddressProblem.values();

    private Flaw() {}

    @SuppressWarnings("EnumOrdinal") // The ordinal never leaves this class.
    static long at(int offset, AddressProblem problem) {
        return Long.MIN_VALUE | ((long) problem.ordinal() << Integer.SIZE) | offset;
    }

    static boolean isFlaw(long scanned) {
        return scanned < 0;
    }

    static int offset(long flaw) {
        return (int) flaw;
    }

    static AddressProblem problem(long flaw) {
        return PROBLEMS[(int) (flaw >>> Integer.SIZE) & Byte.MAX_VALUE];
    }
}
