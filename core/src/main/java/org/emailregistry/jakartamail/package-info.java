/**
 * Access to mailboxes through Jakarta Mail. {@link org.emailregistry.jakartamail.MailConnector} opens stores and
 * transports for accounts, always with the present settings, and closes them when an account is cut off.
 */
@NullMarked
package org.emailregistry.jakartamail;

import org.jspecify.annotations.NullMarked;
