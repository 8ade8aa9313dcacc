/** Health and metrics of the registry. Copy this package into your own application. */
@NullMarked
package org.emailregistry.workspace.monitoring;

import org.jspecify.annotations.NullMarked;
