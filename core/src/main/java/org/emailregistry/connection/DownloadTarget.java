package org.emailregistry.connection;

import java.net.URI;
import java.util.Optional;
import org.emailregistry.address.Host;

/**
 * The host and the path of a download.
 *
 * @param path path and query, in ASCII
 */
record DownloadTarget(Host host, URI location, String path) {
    /** The port of HTTPS. */
    static final int PORT = 443;

    /**
     * Returns the target for a URI; empty if the URI is not {@code https}, has a user or another port, or is not ASCII.
     */
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
