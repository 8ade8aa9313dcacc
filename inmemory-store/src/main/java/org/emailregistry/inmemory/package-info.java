/** A store in memory, for tests, demonstrations and host applications that need no persistence. */
@NullMarked
package org.emailregistry.inmemory;

import org.jspecify.annotations.NullMarked;
