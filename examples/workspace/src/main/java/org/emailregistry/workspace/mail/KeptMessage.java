package org.emailregistry.workspace.mail;

import java.time.Instant;

/**
 * A message that the application has stored.
 *
 * @param id the id
 * @param folder its folder
 * @param sender the sender
 * @param recipients the recipients
 * @param subject the subject
 * @param sentAt the time of sending
 * @param plain its text; empty if there is none
 * @param html its text in HTML, sanitized; empty if there is none
 */
public record KeptMessage(
        long id,
        String folder,
        String sender,
        String recipients,
        String subject,
        Instant sentAt,
        String plain,
        String html) {}
