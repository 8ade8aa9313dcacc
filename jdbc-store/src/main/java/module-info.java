/** A store of the Email Service Registry in a relational database: H2, PostgreSQL or MariaDB. */
module org.emailregistry.jdbc {
    requires transitive java.sql;
    requires transitive org.emailregistry.core;
    requires org.slf4j;
    requires static org.jspecify;
    requires static org.postgresql.jdbc;

    exports org.emailregistry.jdbc;
}
