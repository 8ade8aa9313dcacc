package org.emailregistry.catalog;

/** A file that is not imported: it has errors, or what it would change is not what the administrator saw. Nothing is changed. */
public final class ImportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CatalogImport plan;

    ImportRefusedException(String message, CatalogImport plan) {
        super(message);
        this.plan = plan;
    }

    /** What the file would change now, and what is wrong with it. */
    public CatalogImport plan() {
        return plan;
    }
}
