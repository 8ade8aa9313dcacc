package org.emailregistry;

/**
 * Thrown when the catalog has changed since the revision on which a {@link CatalogUpdate} is based. Nothing was saved.
 * Show {@link #fresh} to the administrator and begin a new batch.
 */
public final class StaleCatalogException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final transient Catalog fresh;

    /** Creates the exception for the current catalog. */
    public StaleCatalogException(Catalog fresh) {
        super(
                Refusal.STALE_CATALOG,
                "The catalog has changed and is now at revision " + fresh.revision() + ": begin a new batch.");
        this.fresh = fresh;
    }

    /** Returns the current catalog. */
    public Catalog fresh() {
        return fresh;
    }
}
