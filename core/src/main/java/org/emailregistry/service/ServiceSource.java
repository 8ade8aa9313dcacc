package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.LocalDate;

/**
 * The source of the facts about a standard service. Immutable.
 *
 * @param name the name of the source
 * @param location the document, at the version that was read; an {@code https} URI
 * @param date the date of that version
 */
public record ServiceSource(String name, URI location, LocalDate date) {
    /**
     * Creates a source.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the location is not an {@code https} URI with a host and without user
     *     information
     */
    public ServiceSource {
        requireNonNull(name, "name");
        Https.require(location, "location of a source");
        requireNonNull(date, "date");
    }
}
