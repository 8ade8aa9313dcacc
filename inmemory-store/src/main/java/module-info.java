/** A store of the Email Service Registry that keeps everything in memory, and nothing after the process has ended. */
module org.emailregistry.inmemory {
    requires transitive org.emailregistry.core;
    requires static org.jspecify;

    exports org.emailregistry.inmemory;
}
