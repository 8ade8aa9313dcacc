/**
 * The standard services bundled with the library: Gmail, Outlook, Yahoo and others.
 *
 * <p>Start with {@link org.emailregistry.standard.StandardServices}.
 */
@NullMarked
package org.emailregistry.standard;

import org.jspecify.annotations.NullMarked;
