package org.emailregistry.workspace.api;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is no such thing, or it is somebody else's. */
final class NotFoundException extends ResponseStatusException {
    private static final long serialVersionUID = 1;

    NotFoundException(String what) {
        super(HttpStatus.NOT_FOUND, "There is no " + what + ".");
    }
}
