package org.emailregistry.connection;

import java.net.URI;
import java.util.Optional;
import org.emailregistry.address.Host;

/**
 * What is asked for, and of whom.
 *
 * @param path path and query, in ASCII
 */
record DownloadTarget(Host host, URI location, String path) {
    /** The port of HTTPS. */
    static final int PORT = 443;

    /** A location as a target; empty if it is not {@code https}, or has a user, another port or other characters. */
    static Optional<DownloadTarget> of(URI location) {
        String path = location.getRawPath();
        if (!"https".equalsIgnoreCase(location.getScheme())
                || location.getHost() == null
                || location.getRawUserInfo() != null
                || (location.getPort() != -1 && location.getPort() != PORT)
                || path == null) {
            return Optional.empty();
        }
        String query = location.getRawQuery();
        String asked = (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
        boolean ascii = asked.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return ascii
                ? Host.tryParse(location.getHost()).map(host -> new DownloadTarget(host, location, asked))
                : Optional.empty();
    }

    Optional<DownloadTarget> resolve(String reference) {
        try {
            return of(location.resolve(reference));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
