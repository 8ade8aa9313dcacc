package org.emailregistry;

import org.emailregistry.account.MailAccount;

/**
 * An account and what it resolves to.
 *
 * @param account the account
 * @param resolution whether it can be used, and how
 */
public record Mailbox(MailAccount account, Resolution resolution) {}
