package org.emailregistry.policy;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.emailregistry.address.Host;

/**
 * Decides to which network addresses the library may connect. Immutable and thread-safe; makes no DNS query. If a name
 * resolves to several addresses and the guard denies <em>any</em> of them, the library connects to none.
 *
 * <p>Without lists, the most specific block that contains the address decides. The blocks are those of the IANA
 * special-purpose registries, the multicast blocks, the metadata addresses of cloud providers, and all other addresses:
 *
 * <ul>
 *   <li>A server named by a <b>user</b> must be globally reachable. Private, loopback, link-local, metadata,
 *       documentation, multicast and reserved addresses are denied, and so are all other special-purpose addresses
 *       that are not globally reachable, and IPv6 addresses outside 2000::/3.
 *   <li>A server named by an <b>administrator</b> may have any address that can belong to a single host: only the
 *       unspecified, multicast and limited broadcast addresses are denied.
 *   <li>For IPv4-mapped and IPv4-compatible addresses (RFC 4291) and NAT64 addresses (RFC 6052), the embedded IPv4
 *       address decides. Addresses of 6to4 (RFC 3056), Teredo (RFC 4380) and local-use NAT64 (RFC 8215) are
 *       special-purpose addresses whatever they embed.
 * </ul>
 *
 * <p>The lists of the {@link Builder} take precedence, for both origins:
 *
 * <ul>
 *   <li>Of the listed blocks that contain the address or its embedded IPv4 address, the most specific one decides; if
 *       an allowed and a denied block have the same length, the denied block decides.
 *   <li>A denied host is denied at every address. An allowed host is permitted at every address that no list denies.
 *   <li>The unspecified, multicast and limited broadcast addresses are always denied. Metadata addresses of cloud
 *       providers are permitted to users only if the allowed list contains that single address, not a larger block or
 *       the host.
 * </ul>
 */
public final class NetworkGuard {
    private static final NetworkGuard RECOMMENDED = builder().build();

    private final List<Cidr> allowed;
    private final List<Cidr> denied;
    private final Set<Host> allowedHosts;
    private final Set<Host> deniedHosts;

    private NetworkGuard(Builder builder) {
        allowed = List.copyOf(builder.allowed);
        denied = List.copyOf(builder.denied);
        allowedHosts = Set.copyOf(builder.allowedHosts);
        deniedHosts = Set.copyOf(builder.deniedHosts);
    }

    /** Returns the guard with empty lists. */
    public static NetworkGuard recommended() {
        return RECOMMENDED;
    }

    /** Returns a builder with empty lists. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns whether a connection to an address is permitted, without regard to the lists of hosts.
     *
     * @param origin who named the server
     * @throws NullPointerException if an argument is null
     */
    public boolean permits(InetAddress address, Origin origin) {
        requireNonNull(origin, "origin");
        return permits(Bits.of(address.getAddress()), origin, false);
    }

    /**
     * Returns whether a connection to a host at an address is permitted.
     *
     * @param host the host as it was named
     * @param address an address to which the host resolved
     * @param origin who named the host
     * @throws NullPointerException if an argument is null
     */
    public boolean permits(Host host, InetAddress address, Origin origin) {
        requireNonNull(host, "host");
        requireNonNull(origin, "origin");
        return !deniedHosts.contains(host)
                && permits(Bits.of(address.getAddress()), origin, allowedHosts.contains(host));
    }

    private boolean permits(Bits address, Origin origin, boolean hostAllowed) {
        Bits inside = SpecialPurpose.unwrapped(address);
        int allowing = mostSpecific(allowed, address, inside);
        int denying = mostSpecific(denied, address, inside);
        if (denying >= 0 && denying >= allowing) {
            return false;
        }
        boolean administrator = origin == Origin.ADMINISTRATOR;
        return switch (SpecialPurpose.rowOf(inside).reach()) {
            case GLOBAL -> true;
            case LOCAL -> administrator || allowing >= 0 || hostAllowed;
            case METADATA -> administrator || allowing == Cidr.BITS;
            case NOWHERE, EMBEDS_IPV4 -> false;
        };
    }

    /**
     * Returns the prefix length of the longest block that contains one of two addresses, 0 to 128, or -1 if none does.
     */
    private static int mostSpecific(List<Cidr> blocks, Bits address, Bits inside) {
        int longest = -1;
        for (Cidr block : blocks) {
            if (block.contains(address) || block.contains(inside)) {
                longest = Math.max(longest, block.length());
            }
        }
        return longest;
    }

    /** Collects the administrator's lists. Not thread-safe. A guard does not change with its builder. */
    public static final class Builder {
        private final List<Cidr> allowed = new ArrayList<>();
        private final List<Cidr> denied = new ArrayList<>();
        private final Set<Host> allowedHosts = new HashSet<>();
        private final Set<Host> deniedHosts = new HashSet<>();

        private Builder() {}

        /**
         * Permits the addresses of a block, for users too.
         *
         * @param cidr a block such as {@code 10.1.0.0/16} or {@code fd00:1::/32}, or a single address
         * @throws IllegalArgumentException if the text is anything else, or has address bits set beyond the prefix
         *     length
         */
        public Builder allow(String cidr) {
            allowed.add(Cidr.parse(cidr));
            return this;
        }

        /**
         * Denies the addresses of a block, for administrators too.
         *
         * @param cidr a block such as {@code 10.1.0.0/16} or {@code fd00:1::/32}, or a single address
         * @throws IllegalArgumentException if the text is anything else, or has address bits set beyond the prefix
         *     length
         */
        public Builder deny(String cidr) {
            denied.add(Cidr.parse(cidr));
            return this;
        }

        /**
         * Permits a host by its exact name, without its subdomains, for users too, at every address that no list
         * denies, except metadata, unspecified, multicast and limited broadcast addresses. Whoever controls the DNS
         * records of the name chooses the address, so allow only names whose operator you trust.
         */
        public Builder allowHost(Host host) {
            allowedHosts.add(requireNonNull(host, "host"));
            return this;
        }

        /**
         * Permits a host by its exact name, like {@link #allowHost(Host)}.
         *
         * @throws org.emailregistry.address.MalformedAddressException if the text is not a host
         */
        public Builder allowHost(String host) {
            return allowHost(Host.parse(host));
        }

        /** Denies a host by its exact name, for administrators too. */
        public Builder denyHost(Host host) {
            deniedHosts.add(requireNonNull(host, "host"));
            return this;
        }

        /**
         * Denies a host by its exact name, for administrators too.
         *
         * @throws org.emailregistry.address.MalformedAddressException if the text is not a host
         */
        public Builder denyHost(String host) {
            return denyHost(Host.parse(host));
        }

        /** Returns a guard with the current lists. */
        public NetworkGuard build() {
            return new NetworkGuard(this);
        }
    }
}
