package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list. Immutable.
 *
 * @param items the items of the page
 * @param next the request for the next page; empty on the last page
 * @param <T> the type of the items
 */
public record Page<T>(List<T> items, Optional<PageRequest> next) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a component or an item is null
     */
    public Page {
        items = List.copyOf(items);
        requireNonNull(next, "next");
    }
}
