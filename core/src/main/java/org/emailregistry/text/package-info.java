/** Checks and conversions of text for several packages. Not exported. */
@NullMarked
package org.emailregistry.text;

import org.jspecify.annotations.NullMarked;
