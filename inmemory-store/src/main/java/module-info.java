/** A store of the Email Service Registry that keeps everything in memory until the process ends. */
module org.emailregistry.inmemory {
    requires transitive org.emailregistry.core;
    requires static org.jspecify;

    exports org.emailregistry.inmemory;
}
