/** Accounts: the connections of users' mailboxes, and the credentials that belong to them. */
@NullMarked
package org.emailregistry.account;

import org.jspecify.annotations.NullMarked;
