package org.emailregistry.workspace.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;

/**
 * A page of a list.
 *
 * @param items the items
 * @param next the cursor of the next page; absent on the last page
 */
record PageView<T>(List<T> items, Optional<String> next) {
    static <S, T> PageView<T> of(Page<S> page, Function<S, T> view) {
        return of(page.items(), page.next(), view);
    }

    static <S, T> PageView<T> of(List<S> items, Optional<PageRequest> next, Function<S, T> view) {
        return new PageView<>(items.stream().map(view).toList(), next.flatMap(PageRequest::cursor));
    }
}
