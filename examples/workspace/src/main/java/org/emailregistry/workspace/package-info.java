/** A business application in which users read and write mail: an example of how to use the registry. */
@NullMarked
package org.emailregistry.workspace;

import org.jspecify.annotations.NullMarked;
