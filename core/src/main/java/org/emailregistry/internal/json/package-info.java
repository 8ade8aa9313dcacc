/** JSON documents, read under limits and with all their faults. The only package that names Jackson. */
@NullMarked
package org.emailregistry.internal.json;

import org.jspecify.annotations.NullMarked;
