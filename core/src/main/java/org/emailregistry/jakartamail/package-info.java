/**
 * Real work with a mailbox through Jakarta Mail: {@link org.emailregistry.jakartamail.MailConnector} opens stores and
 * transports for accounts, always with the settings of the moment, and closes them when the account is cut off.
 */
@NullMarked
package org.emailregistry.jakartamail;

import org.jspecify.annotations.NullMarked;
