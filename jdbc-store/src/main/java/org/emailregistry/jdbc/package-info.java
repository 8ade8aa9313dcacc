/** A store of the registry in a relational database. */
@NullMarked
package org.emailregistry.jdbc;

import org.jspecify.annotations.NullMarked;
