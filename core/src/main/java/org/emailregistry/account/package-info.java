/** Mailbox accounts, their credentials, and the cipher that protects stored credentials. */
@NullMarked
package org.emailregistry.account;

import org.jspecify.annotations.NullMarked;
