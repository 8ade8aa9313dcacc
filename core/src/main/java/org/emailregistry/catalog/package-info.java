/**
 * The list itself: the standard services that the library brings along, and the list as files.
 *
 * <p>Begin with {@link org.emailregistry.catalog.StandardServices}. The only package of the library that reads JSON; no
 * other package depends on it.
 */
@NullMarked
package org.emailregistry.catalog;

import org.jspecify.annotations.NullMarked;
