/** Writing accounts: review of requests, connecting, changing, adopting, attaching, deleting, and reports of logins. */
@NullMarked
package org.emailregistry.internal.account;

import org.jspecify.annotations.NullMarked;
