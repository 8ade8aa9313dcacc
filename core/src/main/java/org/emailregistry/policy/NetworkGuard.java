package org.emailregistry.policy;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.emailregistry.address.Host;

/**
 * Decides which network addresses may be connected to. Immutable and thread-safe; it asks no name service. If
 * <em>any</em> address that a name resolves to is not permitted, the caller connects to none of them.
 *
 * <p>The verdict is made on the bytes of the address, by the IANA special-purpose registries, the most specific block
 * first:
 *
 * <ul>
 *   <li>A server named by a <b>user</b> must be globally reachable. Private, loopback, link-local, metadata,
 *       documentation, multicast, reserved and all other special addresses are denied, and so is IPv6 outside 2000::/3.
 *   <li>A server named by an <b>administrator</b> may be anywhere but at an address that no single host has: unspecified,
 *       multicast, limited broadcast.
 *   <li>IPv4-mapped, IPv4-compatible (RFC 4291) and NAT64 addresses (RFC 6052) are judged by the IPv4 address inside.
 *       6to4 (RFC 3056), Teredo (RFC 4380) and local-use NAT64 (RFC 8215) are special in themselves.
 * </ul>
 *
 * <p>The lists of the {@link Builder} come before that, for both origins: of the listed blocks that contain the address,
 * or the IPv4 address inside, the most specific decides, and of equal ones the denial. A denied host is denied whatever
 * its address; an allowed host is open at every address that no list denies. What no single host has stays closed, and
 * metadata services of clouds are open to users only if the very address is listed by itself, not in a larger block.
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

    /** The guard without lists. */
    public static NetworkGuard recommended() {
        return RECOMMENDED;
    }

    /** A guard to add lists to. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether a connection to an address may be opened, whatever the name of the host.
     *
     * @param origin who named the server
     * @throws NullPointerException if an argument is null
     */
    public boolean permits(InetAddress address, Origin origin) {
        requireNonNull(origin, "origin");
        return permits(Bits.of(address.getAddress()), origin, false);
    }

    /**
     * Whether a connection to a host at an address may be opened.
     *
     * @param host the host as it was named
     * @param address what it resolved to
     * @param origin who named it
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

    /** The prefix length of the longest block that contains an address, or the one inside it; or -1. */
    private static int mostSpecific(List<Cidr> blocks, Bits address, Bits inside) {
        int longest = -1;
        for (Cidr block : blocks) {
            if (block.contains(address) || block.contains(inside)) {
                longest = Math.max(longest, block.length());
            }
        }
        return longest;
    }

    /** Collects the administrator's lists. Not thread-safe; what is built does not change with it. */
    public static final class Builder {
        private final List<Cidr> allowed = new ArrayList<>();
        private final List<Cidr> denied = new ArrayList<>();
        private final Set<Host> allowedHosts = new HashSet<>();
        private final Set<Host> deniedHosts = new HashSet<>();

        private Builder() {}

        /**
         * Opens a block, for users too.
         *
         * @param cidr {@code 10.1.0.0/16}, {@code fd00:1::/32}, or a single address
         * @throws IllegalArgumentException if it is no block, or has bits set behind the prefix
         */
        public Builder allow(String cidr) {
            allowed.add(Cidr.parse(cidr));
            return this;
        }

        /**
         * Closes a block, for administrators too.
         *
         * @param cidr {@code 10.1.0.0/16}, {@code fd00:1::/32}, or a single address
         * @throws IllegalArgumentException if it is no block, or has bits set behind the prefix
         */
        public Builder deny(String cidr) {
            denied.add(Cidr.parse(cidr));
            return this;
        }

        /**
         * Opens a host by its exact name, for users too, at whatever address that no list denies. Whoever answers for
         * that name in DNS is trusted with the choice of the address.
         */
        public Builder allowHost(Host host) {
            allowedHosts.add(requireNonNull(host, "host"));
            return this;
        }

        /**
         * Opens a host by its exact name.
         *
         * @throws org.emailregistry.address.MalformedAddressException if it is no host
         * @see #allowHost(Host)
         */
        public Builder allowHost(String host) {
            return allowHost(Host.parse(host));
        }

        /** Closes a host by its exact name, for administrators too. */
        public Builder denyHost(Host host) {
            deniedHosts.add(requireNonNull(host, "host"));
            return this;
        }

        /**
         * Closes a host by its exact name, for administrators too.
         *
         * @throws org.emailregistry.address.MalformedAddressException if it is no host
         */
        public Builder denyHost(String host) {
            return denyHost(Host.parse(host));
        }

        /** A guard with the lists as they are now. */
        public NetworkGuard build() {
            return new NetworkGuard(this);
        }
    }
}
