/**
 * The standard services that the library brings along: Gmail, Outlook, Yahoo and others.
 *
 * <p>Begin with {@link org.emailregistry.standard.StandardServices}.
 */
@NullMarked
package org.emailregistry.standard;

import org.jspecify.annotations.NullMarked;
