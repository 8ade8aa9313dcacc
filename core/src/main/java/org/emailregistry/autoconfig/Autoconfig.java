package org.emailregistry.autoconfig;

import org.emailregistry.service.EmailService;

/**
 * Reads and writes configuration files of mail clients: {@code clientConfig} version 1.1, the format of Thunderbird and
 * its ISPDB. An organisation that publishes such a file can import its services from it, and publish the services that
 * an administrator saved in the registry. Thread-safe.
 */
public final class Autoconfig {
    /** The maximum size of a document, in bytes. */
    public static final int MAXIMUM_BYTES = AutoconfigReader.MAXIMUM_BYTES;

    private Autoconfig() {}

    /**
     * Reads a document, which may be untrusted. The content never causes an exception: unusable parts are reported as
     * problems, and the usable ones become drafts.
     *
     * <p>Of several servers for one protocol, the usable one with the best security is chosen, and among equals the
     * first. A server is usable if its host, port and socket type are valid. If none is, one that has a host becomes
     * part of the draft, with problems. Nothing is fetched. A document with a document type declaration is refused.
     *
     * @throws NullPointerException if the document is null
     */
    public static AutoconfigImport read(byte[] document) {
        var problems = new AutoconfigProblems();
        var drafts = new AutoconfigDrafts(problems).of(AutoconfigReader.read(document, problems));
        return new AutoconfigImport(drafts, problems.list());
    }

    /**
     * Returns a service as a document, to be encoded in UTF-8. {@link #read} turns the document into a draft with the
     * same settings, except for two that the format cannot express: a private certificate authority, which mail clients
     * must get separately, and {@code UserNameFormat.AS_TYPED}, which becomes the email address.
     *
     * @throws NullPointerException if the service is null
     * @throws IllegalArgumentException if the service has no domain; mail clients require one
     */
    public static String write(EmailService service) {
        return AutoconfigWriter.write(service);
    }
}
