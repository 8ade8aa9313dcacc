package org.emailregistry;

import java.util.Optional;
import org.emailregistry.account.MailAccount;

/**
 * An account and what it resolves to.
 *
 * @param account the account
 * @param resolution whether it can be used, and how
 * @param standing how its logins fail; empty if they do not
 */
public record Mailbox(MailAccount account, Resolution resolution, Optional<Standing> standing) {}
