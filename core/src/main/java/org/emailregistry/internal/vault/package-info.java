/** Credentials bound to where they may go, and the proof that a service is as an administrator saved it. */
@NullMarked
package org.emailregistry.internal.vault;

import org.jspecify.annotations.NullMarked;
