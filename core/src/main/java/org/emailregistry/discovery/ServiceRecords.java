package org.emailregistry.discovery;

import java.io.IOException;
import java.util.List;

/** Where SRV records come from. Must be thread-safe; may block. */
@FunctionalInterface
public interface ServiceRecords {
    /**
     * The records of a name.
     *
     * @param name such as {@code _imaps._tcp.acme.example}, in ASCII
     * @return empty if there are none
     * @throws IOException if nobody knows
     */
    List<ServiceRecord> lookup(String name) throws IOException;
}
