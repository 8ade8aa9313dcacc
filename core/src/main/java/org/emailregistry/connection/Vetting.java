package org.emailregistry.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.emailregistry.address.DomainName;
import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv4Literal;
import org.emailregistry.address.Ipv6Literal;
import org.emailregistry.probe.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resolves a host once, vets all its addresses, and puts them in the order to try. */
final class Vetting {
    private static final Logger LOG = LoggerFactory.getLogger(Vetting.class);

    /** The maximum number of addresses to try, because each attempt takes time. */
    private static final int MAXIMUM_ADDRESSES = 8;

    private Vetting() {}

    /**
     * Returns the addresses to connect to, in the order to try them.
     *
     * @throws ConnectionFailedException if the name has no address, or one that the guard denies
     */
    static List<InetAddress> addresses(Route route, HostResolver resolver) throws ConnectionFailedException {
        Host host = route.server().address().host();
        List<InetAddress> resolved = resolve(host, resolver);
        List<InetAddress> vetted = new ArrayList<>();
        for (InetAddress address : resolved) {
            if (!route.guard().permits(host, address, route.origin())) {
                throw new ConnectionFailedException(Outcome.ADDRESS_FORBIDDEN);
            }
            vetted.add(named(host, address));
        }
        return alternating(vetted);
    }

    private static List<InetAddress> resolve(Host host, HostResolver resolver) throws ConnectionFailedException {
        if (host instanceof Ipv4Literal literal) {
            return List.of(literal.toInetAddress());
        }
        if (host instanceof Ipv6Literal literal) {
            return List.of(literal.toInetAddress());
        }
        try {
            List<InetAddress> addresses = List.copyOf(resolver.resolve(((DomainName) host).toString()));
            if (addresses.isEmpty()) {
                throw new ConnectionFailedException(Outcome.HOST_UNKNOWN);
            }
            return addresses;
        } catch (TimedResolver.BusyException e) {
            throw new ConnectionFailedException(Outcome.LOOKUP_BUSY, e);
        } catch (TimedResolver.GivenUpException e) {
            throw new ConnectionFailedException(Outcome.TIMEOUT, e);
        } catch (UnknownHostException e) {
            throw new ConnectionFailedException(Outcome.HOST_UNKNOWN, e);
        } catch (RuntimeException | Error e) {
            LOG.warn("The resolver of host names failed", e);
            throw new ConnectionFailedException(Outcome.UNEXPECTED, e);
        }
    }

    /** Returns the address with the typed name attached, so that no name server is asked again. */
    private static InetAddress named(Host host, InetAddress address) {
        try {
            return InetAddress.getByAddress(host.toString(), address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "unexpected address length: " + address.getAddress().length + " bytes", e);
        }
    }

    /**
     * Alternates the address families, beginning with the resolver's first choice, and drops duplicates (RFC 8305
     * section 4).
     */
    private static List<InetAddress> alternating(List<InetAddress> addresses) {
        Set<InetAddress> left = new LinkedHashSet<>(addresses);
        List<InetAddress> result = new ArrayList<>();
        Class<?> family = addresses.get(0).getClass();
        while (!left.isEmpty() && result.size() < MAXIMUM_ADDRESSES) {
            Class<?> wanted = family;
            InetAddress next = left.stream()
                    .filter(wanted::isInstance)
                    .findFirst()
                    .orElseGet(() -> left.iterator().next());
            left.remove(next);
            result.add(next);
            family = left.stream()
                    .filter(address -> address.getClass() != next.getClass())
                    .<Class<?>>map(InetAddress::getClass)
                    .findFirst()
                    .orElse(family);
        }
        return result;
    }
}
