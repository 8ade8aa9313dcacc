package org.emailregistry;

import java.util.Optional;
import org.emailregistry.account.MailAccount;

/**
 * An account with its resolution and its login failures, all read at the same instant.
 *
 * @param account the account
 * @param resolution the settings to use the account with, or the reason why it cannot be used
 * @param loginFailures the current login failures; empty if there are none
 */
public record AccountStatus(MailAccount account, Resolution resolution, Optional<LoginFailures> loginFailures) {}
