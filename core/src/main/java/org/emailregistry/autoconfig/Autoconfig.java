package org.emailregistry.autoconfig;

import org.emailregistry.service.EmailService;

/**
 * The configuration files of mail clients: {@code clientConfig} version 1.1, which Thunderbird and others read, and in which
 * its ISPDB is written. An organisation that publishes such a file for its mail clients can take its services over from there,
 * and publish what the administrator entered here.
 */
public final class Autoconfig {
    /** The longest document that is read, in bytes. */
    public static final int MAXIMUM_BYTES = AutoconfigReader.MAXIMUM_BYTES;

    private Autoconfig() {}

    /**
     * Reads a document, which may come from anybody. Never throws because of its content: what cannot be used is told, and
     * of the rest there are drafts.
     *
     * <p>Of several servers for one protocol, the best protected one is taken, and among equals the first. Nothing is
     * fetched. A document with a document type declaration is refused.
     *
     * @throws NullPointerException if it is null
     */
    public static AutoconfigImport read(byte[] document) {
        var problems = new AutoconfigProblems();
        var drafts = new AutoconfigDrafts(problems).of(AutoconfigReader.read(document, problems));
        return new AutoconfigImport(drafts, problems.list());
    }

    /**
     * A service as a document, in UTF-8. {@code read} gives a draft of the same again.
     *
     * <p>Two things are lost, since the format has no words for them: a private certificate authority, which mail clients
     * have to be given separately, and {@code LoginForm.AS_TYPED}, which becomes the email address.
     *
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if the service has no domain, without which mail clients refuse the document
     */
    public static String write(EmailService service) {
        return AutoconfigWriter.write(service);
    }
}
