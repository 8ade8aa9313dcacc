package org.emailregistry.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves host names to addresses. Called once per connection; the network guard vets every returned address.
 * Implementations must be thread-safe. They may block; a call is abandoned after {@link Timeouts#dns()}.
 */
@FunctionalInterface
public interface HostResolver {
    /**
     * Returns the addresses of a host name, in order of preference.
     *
     * @param host the name in ASCII (A-labels); never an IP address
     * @throws UnknownHostException if the name has no address
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** Returns the platform's resolver, {@link InetAddress#getAllByName}. */
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
