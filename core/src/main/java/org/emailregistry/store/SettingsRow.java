package org.emailregistry.store;

/**
 * A pair of servers as stored.
 *
 * @param smtp the SMTP server
 * @param imap the IMAP server
 */
public record SettingsRow(ServerRow smtp, ServerRow imap) {}
