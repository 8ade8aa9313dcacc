package org.emailregistry.discovery;

import java.io.IOException;
import java.util.List;

/** Looks up DNS SRV records. Implementations must be thread-safe and may block. */
@FunctionalInterface
public interface ServiceRecords {
    /**
     * Returns the SRV records of a name; empty if there are none.
     *
     * @param name the name in ASCII, such as {@code _imaps._tcp.acme.example}
     * @throws IOException if the look-up fails; {@link Discovery} then has no proposal from this source
     */
    List<ServiceRecord> lookup(String name) throws IOException;
}
