/** How accounts come, change and go: what lets them in, what is written, and what their logins come to. */
@NullMarked
package org.emailregistry.internal.account;

import org.jspecify.annotations.NullMarked;
