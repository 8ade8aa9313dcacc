package org.emailregistry.workspace.api;

import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads cursor and limit of a request; invalid values lead to status 400. */
final class Paging {
    private Paging() {}

    static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "No such cursor, or the limit is out of range.", e);
        }
    }
}
