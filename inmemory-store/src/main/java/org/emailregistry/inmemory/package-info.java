/** A store in memory, for tests, demonstrations and hosts that need no persistence. */
@NullMarked
package org.emailregistry.inmemory;

import org.jspecify.annotations.NullMarked;
