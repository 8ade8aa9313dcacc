package org.emailregistry.probe;

import org.emailregistry.policy.Field;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;

/** One of the two protocols that a mailbox needs. */
public enum MailProtocol {
    /** For sending (RFC 5321, RFC 6409). */
    SMTP(Field.SMTP_SERVER, Field.SMTP_SECURITY),
    /** For reading (RFC 9051, RFC 3501). */
    IMAP(Field.IMAP_SERVER, Field.IMAP_SECURITY);

    private final Field serverField;
    private final Field securityField;

    MailProtocol(Field serverField, Field securityField) {
        this.serverField = serverField;
        this.securityField = securityField;
    }

    /** The field with host and port. */
    public Field serverField() {
        return serverField;
    }

    /** The field with the protection of the connection. */
    public Field securityField() {
        return securityField;
    }

    /** The server of this protocol. */
    public MailServer server(ServerSettings settings) {
        return this == SMTP ? settings.smtp() : settings.imap();
    }
}
