package org.emailregistry.workspace.api;

import java.time.Instant;
import org.emailregistry.workspace.mail.KeptMessage;

/** A message in a list, without its text. */
record MessageView(long id, String folder, String sender, String recipients, String subject, Instant sentAt) {
    static MessageView of(KeptMessage message) {
        return new MessageView(
                message.id(),
                message.folder(),
                message.sender(),
                message.recipients(),
                message.subject(),
                message.sentAt());
    }
}
