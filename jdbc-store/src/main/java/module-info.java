/** A store of the Email Service Registry in a relational database: H2, PostgreSQL or MariaDB. */
@SuppressWarnings("opens") // The opened packages hold only scripts.
module org.emailregistry.jdbc {
    requires transitive java.sql;
    requires transitive org.emailregistry.core;
    requires org.slf4j;
    requires static org.jspecify;
    requires static org.postgresql.jdbc;

    exports org.emailregistry.jdbc;

    // Migration tools read the scripts.
    opens org.emailregistry.jdbc.h2;
    opens org.emailregistry.jdbc.postgresql;
    opens org.emailregistry.jdbc.mariadb;
}
