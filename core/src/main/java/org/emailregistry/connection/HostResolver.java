package org.emailregistry.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves host names to addresses. It is called once per connection, and the network guard vets every address that it
 * returns. Implementations must be thread-safe. They may block; a call is abandoned after {@link Timeouts#dns()}.
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
