package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** The one kind of address that users and tokens are sent to. */
final class Https {
    private Https() {}

    /**
     * Returns an absolute {@code https} address with a host and without user information.
     *
     * @throws IllegalArgumentException if it is anything else; the message begins with {@code what}
     */
    static URI require(URI uri, String what) {
        requireNonNull(uri, what);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(what + ": not an https address");
        }
        return uri;
    }
}
