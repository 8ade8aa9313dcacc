/** How administrators' decisions are checked, applied to a state of the catalog, and committed. */
@NullMarked
package org.emailregistry.internal.decision;

import org.jspecify.annotations.NullMarked;
