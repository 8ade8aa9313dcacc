package org.emailregistry.workspace.mail;

import java.time.Instant;

/**
 * A message that the application keeps.
 *
 * @param id the id
 * @param folder the folder it was in
 * @param sender who wrote it
 * @param recipients to whom
 * @param subject the subject
 * @param sentAt when
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
