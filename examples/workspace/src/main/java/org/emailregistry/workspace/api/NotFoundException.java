package org.emailregistry.workspace.api;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The requested object does not exist, or belongs to another user. */
final class NotFoundException extends ResponseStatusException {
    private static final long serialVersionUID = 1;

    NotFoundException(String what) {
        super(HttpStatus.NOT_FOUND, "There is no " + what + ".");
    }
}
