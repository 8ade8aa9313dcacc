/** Checking administrators' decisions, applying them to a state of the catalog, and committing them. */
@NullMarked
package org.emailregistry.internal.decision;

import org.jspecify.annotations.NullMarked;
