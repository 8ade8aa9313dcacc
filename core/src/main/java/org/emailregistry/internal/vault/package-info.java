/** Sealing credentials for their destinations, and signing the definitions of services. */
@NullMarked
package org.emailregistry.internal.vault;

import org.jspecify.annotations.NullMarked;
