package org.emailregistry.internal;

import org.emailregistry.store.StoreException;

/** Counts how often something is decided again, because what it was decided on was changed by others in the meantime. */
public final class Attempts {
    private static final int MAXIMUM = 1000;

    private final String what;
    private int refused;

    private Attempts(String what) {
        this.what = what;
    }

    public static Attempts atAccount() {
        return new Attempts("account");
    }

    public static Attempts atCatalog() {
        return new Attempts("catalog");
    }

    /**
     * Counts one refused attempt: another one has succeeded.
     *
     * @throws StoreException if there were too many in a row
     */
    public void again() {
        refused++;
        if (refused == MAXIMUM) {
            throw new StoreException(
                    StoreException.Kind.TIMEOUT,
                    "The " + what + " was changed by others " + MAXIMUM + " times in a row.",
                    null);
        }
    }

    /** Whether an attempt was refused before. */
    public boolean repeated() {
        return refused > 0;
    }
}
