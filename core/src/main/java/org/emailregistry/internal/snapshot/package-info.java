/** The catalog as one node knows it: read, judged, kept, and what users are offered of it. */
@NullMarked
package org.emailregistry.internal.snapshot;

import org.jspecify.annotations.NullMarked;
