package org.emailregistry.json;

import org.emailregistry.Administration;
import org.emailregistry.Catalog;

/**
 * The list as a file: corporate services, and what was decided about standard ones and about manual entry. Good for keeping
 * the list in version control, and for bringing it from one installation to another. Credentials and accounts are not in it.
 *
 * <p>Version {@value #VERSION} of the format, with every field; those marked {@code ?} may be missing:
 *
 * <pre>{@code
 * {
 *   "version": 1,
 *   "manualEntryAllowed"?: true,                      left as it is if missing
 *   "services"?: [{                                   corporate services
 *     "id"?: "...",                                   of the registry that wrote the file
 *     "name": "Acme Mail",
 *     "smtp": {"server": "smtp.acme.example:465", "security": "TLS", "login"?: "ADDRESS"},
 *     "imap": {"server": "imap.acme.example:143", "security": "STARTTLS", "login"?: "LOCAL_PART"},
 *     "signIn"?: ["PASSWORD", "OAUTH2"],              a password if missing
 *     "domains"?: ["acme.example"],                   none if missing
 *     "trust"?: "-----BEGIN CERTIFICATE-----...",
 *     "hidden"?: false                                left as it is if missing
 *   }],
 *   "standard"?: [{"id": "aol", "hidden": true}]      decisions about standard services
 * }
 * }</pre>
 *
 * <p>A service of the file is that service of the catalog which has its id, or else the one which has its name; if there is
 * none, it is a new one. Services that the file does not name are left alone: a file never removes a service, since removing
 * one cuts users off, whom an administrator has to have seen.
 */
public final class CatalogJson {
    /** The version that is written, and the only one that is read. */
    public static final int VERSION = CatalogFile.VERSION;

    private CatalogJson() {}

    /**
     * The catalog as a file. The same catalog gives the same text. A service that cannot be read back from the store is not in
     * it, nor is a standard service about which nothing was ever decided.
     *
     * @throws NullPointerException if it is null
     */
    public static String write(Catalog catalog) {
        return CatalogJsonWriter.write(catalog);
    }

    /**
     * Reads a file and says what it would change, without changing anything. Never throws because of the file's content.
     *
     * @throws NullPointerException if an argument is null
     * @throws org.emailregistry.RefusedException if somebody changes a service of the file at this very moment: plan again
     */
    public static CatalogImport plan(Administration administration, String json) {
        return CatalogPlanner.plan(administration, json);
    }
}
