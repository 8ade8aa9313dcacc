package org.emailregistry.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where the addresses of host names come from. It is asked once for each connection, and its answer is vetted. Must be
 * thread-safe; may block, and is given up on after {@link Timeouts#dns()}.
 */
@FunctionalInterface
public interface HostResolver {
    /**
     * The addresses of a name.
     *
     * @param host the name in ASCII (A-labels); never an address in numbers
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The platform's resolver. */
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
