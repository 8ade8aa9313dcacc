/** What operations sees of the registry: health and meters, as a host copies them. */
@NullMarked
package org.emailregistry.workspace.monitoring;

import org.jspecify.annotations.NullMarked;
