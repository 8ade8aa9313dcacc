/** Sealing credentials for their destinations, and signing the rows of the catalog. */
@NullMarked
package org.emailregistry.internal.vault;

import org.jspecify.annotations.NullMarked;
