/**
 * The list of services as a JSON file: export and import.
 *
 * <p>Start with {@link org.emailregistry.json.CatalogJson}.
 */
@NullMarked
package org.emailregistry.json;

import org.jspecify.annotations.NullMarked;
