/** A store of the registry in a relational database: H2, PostgreSQL or MariaDB. */
@NullMarked
package org.emailregistry.jdbc;

import org.jspecify.annotations.NullMarked;
