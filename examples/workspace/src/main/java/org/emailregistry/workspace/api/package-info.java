/** The HTTP API for programs, with the same functions as the pages. */
@NullMarked
package org.emailregistry.workspace.api;

import org.jspecify.annotations.NullMarked;
