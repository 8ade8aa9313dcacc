package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** Checks the URIs of web pages and OAuth 2 endpoints. */
final class Https {
    private Https() {}

    /**
     * Returns the URI if it is an absolute {@code https} URI with a host and without user information.
     *
     * @throws IllegalArgumentException if the URI is anything else; the message begins with {@code what}
     */
    static URI require(URI uri, String what) {
        requireNonNull(uri, what);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    what + ": must be an https URI with a host and without user information");
        }
        return uri;
    }
}
