package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a long list.
 *
 * @param items the items
 * @param next the cursor of the next page; empty on the last
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a component is null
     */
    public Page {
        items = List.copyOf(items);
        requireNonNull(next, "next");
    }
}
