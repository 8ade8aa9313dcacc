/** Small tools that the rooms of the engine share. */
@NullMarked
package org.emailregistry.internal;

import org.jspecify.annotations.NullMarked;
