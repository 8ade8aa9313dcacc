/** Helpers for the internal packages. */
@NullMarked
package org.emailregistry.internal;

import org.jspecify.annotations.NullMarked;
