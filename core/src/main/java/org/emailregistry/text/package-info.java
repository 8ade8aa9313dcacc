/** Checks of text that several packages need. Not exported. */
@NullMarked
package org.emailregistry.text;

import org.jspecify.annotations.NullMarked;
