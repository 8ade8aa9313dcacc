package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.LocalDate;

/**
 * Where the facts about a standard service come from.
 *
 * @param name the source's name
 * @param location the very document, at the version that was read
 * @param date the date of that version
 */
public record ServiceSource(String name, URI location, LocalDate date) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the location is not {@code https}
     */
    public ServiceSource {
        requireNonNull(name, "name");
        Https.require(location, "location of a source");
        requireNonNull(date, "date");
    }
}
