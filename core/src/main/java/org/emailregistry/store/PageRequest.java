package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A request for one page of a list: where the page begins and how long it may be. Immutable.
 *
 * <pre>{@code
 * Optional<PageRequest> next = Optional.of(PageRequest.first(100));
 * while (next.isPresent()) {
 *     Page<MailAccount> page = registry.accounts().all(next.get());
 *     page.items().forEach(item -> System.out.println(item.address()));
 *     next = page.next();
 * }
 * }</pre>
 *
 * <p>A web application puts {@link #cursor} into the link to the next page and turns it into a request again with
 * {@link #after}.
 *
 * @param cursor the position at which the page begins, opaque to the caller; empty for the first page
 * @param limit the maximum number of items, 1 to {@value #MAXIMUM_LIMIT}
 */
public record PageRequest(Optional<String> cursor, int limit) {
    /** The largest limit of a page. */
    public static final int MAXIMUM_LIMIT = 1000;

    /**
     * Checks the limit.
     *
     * @throws NullPointerException if the cursor is null
     * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAXIMUM_LIMIT}
     */
    public PageRequest {
        requireNonNull(cursor, "cursor");
        if (limit < 1 || limit > MAXIMUM_LIMIT) {
            throw new IllegalArgumentException("limit: must be 1 to " + MAXIMUM_LIMIT + ", got " + limit);
        }
    }

    /**
     * Returns a request for the first page of a list.
     *
     * @param limit the maximum number of items, 1 to {@value #MAXIMUM_LIMIT}
     * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAXIMUM_LIMIT}
     */
    public static PageRequest first(int limit) {
        return new PageRequest(Optional.empty(), limit);
    }

    /**
     * Returns a request for the page that begins at a cursor.
     *
     * @param cursor the {@link #cursor} of a {@link Page#next} of the same list
     * @param limit the maximum number of items, 1 to {@value #MAXIMUM_LIMIT}
     * @throws NullPointerException if the cursor is null
     * @throws IllegalArgumentException if the limit is not between 1 and {@value #MAXIMUM_LIMIT}
     */
    public static PageRequest after(String cursor, int limit) {
        return new PageRequest(Optional.of(cursor), limit);
    }
}
