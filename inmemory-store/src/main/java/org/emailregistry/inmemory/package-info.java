/** A store in memory, for tests, demonstrations and hosts that need nothing to last. */
@NullMarked
package org.emailregistry.inmemory;

import org.jspecify.annotations.NullMarked;
