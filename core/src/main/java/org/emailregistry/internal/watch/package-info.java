/** What a node notices of others, and whom it tells: rounds, looks, listeners, and connections to be cut. */
@NullMarked
package org.emailregistry.internal.watch;

import org.jspecify.annotations.NullMarked;
