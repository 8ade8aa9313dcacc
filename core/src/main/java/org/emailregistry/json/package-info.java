/**
 * The list of services as a JSON file, out and in.
 *
 * <p>Begin with {@link org.emailregistry.json.CatalogJson}.
 */
@NullMarked
package org.emailregistry.json;

import org.jspecify.annotations.NullMarked;
