/** The same for programs. */
@NullMarked
package org.emailregistry.workspace.api;

import org.jspecify.annotations.NullMarked;
