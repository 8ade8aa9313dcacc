/** A business application with an email workspace: how a host wires the registry. */
@NullMarked
package org.emailregistry.workspace;

import org.jspecify.annotations.NullMarked;
