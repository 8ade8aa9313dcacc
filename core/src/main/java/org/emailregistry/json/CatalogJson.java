package org.emailregistry.json;

import org.emailregistry.Administration;
import org.emailregistry.Catalog;

/**
 * Reads and writes the list of services as a JSON file: the corporate services, the decisions about standard services,
 * and the setting of manual entry. Use it to keep the list in version control, or to copy it to another installation.
 * The file contains no credentials and no accounts. Thread-safe.
 *
 * <p>Version {@value #VERSION} of the format, with every member; members marked {@code ?} are optional:
 *
 * <pre>{@code
 * {
 *   "version": 1,
 *   "manualEntryAllowed"?: true,                      default: unchanged
 *   "services"?: [{                                   corporate services
 *     "id"?: "...",                                   the id in the registry that wrote the file
 *     "name": "Acme Mail",
 *     "smtp": {"server": "smtp.acme.example:465", "security": "TLS", "login"?: "ADDRESS"},
 *     "imap": {"server": "imap.acme.example:143", "security": "STARTTLS", "login"?: "LOCAL_PART"},
 *                                                     default of login: AS_TYPED
 *     "signIn"?: ["PASSWORD", "OAUTH2"],              default: PASSWORD
 *     "domains"?: ["acme.example"],                   default: none
 *     "trust"?: "-----BEGIN CERTIFICATE-----...",     or "sha-256 ...", the fingerprint of a pinned certificate;
 *                                                     default: none
 *     "hidden"?: false                                default: unchanged; false for a new service
 *   }],
 *   "standard"?: [{"id": "aol", "hidden": true}]      decisions about standard services
 * }
 * }</pre>
 *
 * <p>A service in the file matches the service of the catalog with the same id, or else the service with the same name;
 * a service without a match is added, under a new id. Names are compared after NFKC and case folding. A member that the
 * file leaves out gets its default, also if the service of the catalog has another value. Services that are absent from
 * the file stay: a file never removes a service, because an administrator has to see first which users would lose their
 * mailboxes.
 *
 * <p>A file has at most 4,194,304 characters, and at most 2,000 services in each of the two lists.
 */
public final class CatalogJson {
    /** The version of the format that is written, and the only version that is read. */
    public static final int VERSION = CatalogFile.VERSION;

    private CatalogJson() {}

    /**
     * Returns a catalog as a file. Equal catalogs give equal text. Services whose stored settings are invalid, and
     * standard services without a decision, are left out.
     *
     * @throws NullPointerException if the catalog is null
     */
    public static String write(Catalog catalog) {
        return CatalogJsonWriter.write(catalog);
    }

    /**
     * Returns the changes that a file would make, without changing anything. Errors in the file are
     * {@linkplain CatalogImport#problems() problems} of the plan, never exceptions.
     *
     * @throws NullPointerException if an argument is null
     * @throws org.emailregistry.RefusedException if a service in the file is being changed at the same time; plan again
     */
    public static CatalogImport plan(Administration administration, String json) {
        return CatalogPlanner.plan(administration, json);
    }
}
