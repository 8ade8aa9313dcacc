/** Polling for changes of other nodes, notifying listeners, and cutting connections. */
@NullMarked
package org.emailregistry.internal.watch;

import org.jspecify.annotations.NullMarked;
