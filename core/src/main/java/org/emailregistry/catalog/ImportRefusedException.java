package org.emailregistry.catalog;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;

/** A file that is not imported: it has errors, or what it would change is not what the administrator saw. Nothing is changed. */
public final class ImportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CatalogImport plan;

    ImportRefusedException(String message, CatalogImport plan) {
        super(message);
        this.plan = plan;
    }

    /** What it is about is no wire format, and without that it would say less than its type promises. */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ImportRefusedException.class.getName());
    }

    /** What the file would change now, and what is wrong with it. */
    public CatalogImport plan() {
        return plan;
    }
}
