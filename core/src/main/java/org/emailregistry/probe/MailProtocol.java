package org.emailregistry.probe;

import org.emailregistry.policy.Field;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;

/** The two protocols of a mailbox. */
public enum MailProtocol {
    /** The protocol for sending mail (RFC 5321, RFC 6409). */
    SMTP(Field.SMTP_SERVER, Field.SMTP_SECURITY),
    /** The protocol for reading mail (RFC 9051, RFC 3501). */
    IMAP(Field.IMAP_SERVER, Field.IMAP_SECURITY);

    private final Field serverField;
    private final Field securityField;

    MailProtocol(Field serverField, Field securityField) {
        this.serverField = serverField;
        this.securityField = securityField;
    }

    /** Returns the field of the host and port. */
    public Field serverField() {
        return serverField;
    }

    /** Returns the field of the connection security. */
    public Field securityField() {
        return securityField;
    }

    /** Returns the server of this protocol. */
    public MailServer server(ServerSettings settings) {
        return this == SMTP ? settings.smtp() : settings.imap();
    }
}
