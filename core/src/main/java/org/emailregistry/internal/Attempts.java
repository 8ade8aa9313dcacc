package org.emailregistry.internal;

import org.emailregistry.store.StoreException;

/** Counts the attempts of one operation that lost a race, and ends the operation after 1000 of them. */
public final class Attempts {
    private static final int MAXIMUM = 1000;

    private final String subject;
    private int lost;

    private Attempts(String subject) {
        this.subject = subject;
    }

    public static Attempts atAccount() {
        return new Attempts("account");
    }

    public static Attempts atCatalog() {
        return new Attempts("catalog");
    }

    /**
     * Counts one attempt that lost against a concurrent change.
     *
     * @throws StoreException if 1000 attempts have lost
     */
    public void again() {
        lost++;
        if (lost == MAXIMUM) {
            throw new StoreException(
                    StoreException.Kind.TIMEOUT,
                    "The " + subject + " changed concurrently in each of " + MAXIMUM + " attempts.",
                    null);
        }
    }

    /** Returns whether at least one attempt lost a race. */
    public boolean repeated() {
        return lost > 0;
    }
}
