package org.emailregistry;

/** The catalog has changed since it was read. What was decided is not done. */
public final class StaleCatalogException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Catalog fresh;

    /** For the catalog as it is now. */
    public StaleCatalogException(Catalog fresh) {
        super(Refusal.STALE_CATALOG, "The catalog has moved to revision " + fresh.revision() + ".");
        this.fresh = fresh;
    }

    /** The catalog as it is now. */
    public Catalog fresh() {
        return fresh;
    }
}
