package org.emailregistry.store;

/**
 * The servers of a service or an account, as stored.
 *
 * @param smtp the SMTP server
 * @param imap the IMAP server
 */
public record SettingsRow(ServerRow smtp, ServerRow imap) {}
