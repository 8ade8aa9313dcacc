package org.emailregistry.policy;

import static org.emailregistry.policy.SpecialPurpose.Reach.EMBEDS_IPV4;
import static org.emailregistry.policy.SpecialPurpose.Reach.GLOBAL;
import static org.emailregistry.policy.SpecialPurpose.Reach.LOCAL;
import static org.emailregistry.policy.SpecialPurpose.Reach.METADATA;
import static org.emailregistry.policy.SpecialPurpose.Reach.NOWHERE;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The special-purpose blocks of the IP address space, as data.
 *
 * <p>Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190) as of October 2025, whose
 * column "globally reachable" is <em>true</em>, <em>false</em> or, for deprecated blocks, <em>not applicable</em>,
 * which counts as false here; the IPv4 multicast (RFC 5771) and IPv6 multicast (RFC 4291) blocks; and RFC 4291 for the
 * space outside 2000::/3. Every address is in at least one block; the most specific block decides.
 */
final class SpecialPurpose {
    private static final List<Row> ROWS = mostSpecificFirst(
            // The IANA IPv4 Special-Purpose Address Registry.
            row("0.0.0.0/8", LOCAL, "This network", "RFC 791, section 3.2"),
            row("0.0.0.0/32", NOWHERE, "This host on this network", "RFC 1122, section 3.2.1.3"),
            row("10.0.0.0/8", LOCAL, "Private-Use", "RFC 1918"),
            row("100.64.0.0/10", LOCAL, "Shared Address Space", "RFC 6598"),
            row("127.0.0.0/8", LOCAL, "Loopback", "RFC 1122, section 3.2.1.3"),
            row("169.254.0.0/16", LOCAL, "Link Local", "RFC 3927"),
            row("172.16.0.0/12", LOCAL, "Private-Use", "RFC 1918"),
            row("192.0.0.0/24", LOCAL, "IETF Protocol Assignments", "RFC 6890, section 2.1"),
            row("192.0.0.0/29", LOCAL, "IPv4 Service Continuity Prefix", "RFC 7335"),
            row("192.0.0.8/32", LOCAL, "IPv4 dummy address", "RFC 7600"),
            row("192.0.0.9/32", GLOBAL, "Port Control Protocol Anycast", "RFC 7723"),
            row("192.0.0.10/32", GLOBAL, "Traversal Using Relays around NAT Anycast", "RFC 8155"),
            row("192.0.0.170/32", LOCAL, "NAT64/DNS64 Discovery", "RFC 8880"),
            row("192.0.0.171/32", LOCAL, "NAT64/DNS64 Discovery", "RFC 8880"),
            row("192.0.2.0/24", LOCAL, "Documentation (TEST-NET-1)", "RFC 5737"),
            row("192.31.196.0/24", GLOBAL, "AS112-v4", "RFC 7535"),
            row("192.52.193.0/24", GLOBAL, "AMT", "RFC 7450"),
            row("192.88.99.0/24", LOCAL, "Deprecated (6to4 Relay Anycast)", "RFC 7526"),
            row("192.88.99.2/32", LOCAL, "6a44-relay anycast address", "RFC 6751"),
            row("192.168.0.0/16", LOCAL, "Private-Use", "RFC 1918"),
            row("192.175.48.0/24", GLOBAL, "Direct Delegation AS112 Service", "RFC 7534"),
            row("198.18.0.0/15", LOCAL, "Benchmarking", "RFC 2544"),
            row("198.51.100.0/24", LOCAL, "Documentation (TEST-NET-2)", "RFC 5737"),
            row("203.0.113.0/24", LOCAL, "Documentation (TEST-NET-3)", "RFC 5737"),
            row("240.0.0.0/4", LOCAL, "Reserved", "RFC 1112, section 4"),
            row("255.255.255.255/32", NOWHERE, "Limited Broadcast", "RFC 919, section 7"),
            // The rest of IPv4.
            row("0.0.0.0/0", GLOBAL, "IPv4", "RFC 791"),
            row("224.0.0.0/4", NOWHERE, "Multicast", "RFC 5771"),

            // Metadata services of cloud providers, which return the credentials of a machine.
            row("169.254.169.254/32", METADATA, "Metadata", "Amazon, Azure, Google, Oracle and others"),
            row("169.254.170.2/32", METADATA, "Credentials of tasks", "Amazon"),
            row("169.254.170.23/32", METADATA, "Credentials of pods", "Amazon"),
            row("169.254.0.23/32", METADATA, "Metadata", "Tencent"),
            row("169.254.42.42/32", METADATA, "Metadata", "Scaleway"),
            row("100.100.100.200/32", METADATA, "Metadata", "Alibaba"),
            row("168.63.129.16/32", METADATA, "Agent's server, at a public address", "Azure"),
            row("192.0.0.192/32", METADATA, "Metadata", "Oracle"),
            row("fd00:ec2::254/128", METADATA, "Metadata", "Amazon"),
            row("fd00:ec2::23/128", METADATA, "Credentials of pods", "Amazon"),
            row("fd20:ce::254/128", METADATA, "Metadata", "Google"),
            row("fd00:42::42/128", METADATA, "Metadata", "Scaleway"),

            // The IANA IPv6 Special-Purpose Address Registry.
            row("::1/128", LOCAL, "Loopback Address", "RFC 4291, section 2.5.3"),
            row("::/128", NOWHERE, "Unspecified Address", "RFC 4291, section 2.5.2"),
            row("64:ff9b::/96", EMBEDS_IPV4, "IPv4-IPv6 Translation", "RFC 6052"),
            row("64:ff9b:1::/48", LOCAL, "IPv4-IPv6 Translation", "RFC 8215"),
            row("100::/64", LOCAL, "Discard-Only Address Block", "RFC 6666"),
            row("100:0:0:1::/64", LOCAL, "Dummy IPv6 Prefix", "RFC 9780"),
            row("2001::/23", LOCAL, "IETF Protocol Assignments", "RFC 2928"),
            row("2001::/32", LOCAL, "TEREDO", "RFC 4380"),
            row("2001:1::1/128", GLOBAL, "Port Control Protocol Anycast", "RFC 7723"),
            row("2001:1::2/128", GLOBAL, "Traversal Using Relays around NAT Anycast", "RFC 8155"),
            row("2001:1::3/128", GLOBAL, "DNS-SD Service Registration Protocol Anycast", "RFC 9665"),
            row("2001:2::/48", LOCAL, "Benchmarking", "RFC 5180"),
            row("2001:3::/32", GLOBAL, "AMT", "RFC 7450"),
            row("2001:4:112::/48", GLOBAL, "AS112-v6", "RFC 7535"),
            row("2001:10::/28", LOCAL, "Deprecated (previously ORCHID)", "RFC 4843"),
            row("2001:20::/28", GLOBAL, "ORCHIDv2", "RFC 7343"),
            row("2001:30::/28", GLOBAL, "Drone Remote ID Protocol Entity Tags", "RFC 9374"),
            row("2001:db8::/32", LOCAL, "Documentation", "RFC 3849"),
            row("2002::/16", LOCAL, "6to4", "RFC 3056"),
            row("2620:4f:8000::/48", GLOBAL, "Direct Delegation AS112 Service", "RFC 7534"),
            row("3fff::/20", LOCAL, "Documentation", "RFC 9637"),
            row("5f00::/16", LOCAL, "Segment Routing (SRv6) SIDs", "RFC 9602"),
            row("fc00::/7", LOCAL, "Unique-Local", "RFC 4193"),
            row("fe80::/10", LOCAL, "Link-Local Unicast", "RFC 4291, section 2.5.6"),
            // The rest of IPv6.
            row("::/0", LOCAL, "Outside the space for global unicast", "RFC 4291, section 2.4"),
            row("2000::/3", GLOBAL, "Global Unicast", "RFC 3587"),
            row("::/96", EMBEDS_IPV4, "IPv4-compatible", "RFC 4291, section 2.5.5.1"),
            row("ff00::/8", NOWHERE, "Multicast", "RFC 4291, section 2.7"));

    private SpecialPurpose() {}

    /** The networks from which the addresses of a block are reachable. */
    enum Reach {
        /** Reachable from the whole Internet. */
        GLOBAL,
        /** Reachable inside some network at best. */
        LOCAL,
        /** Reachable inside a cloud, where a service returns secrets of the machine. */
        METADATA,
        /** Not reachable by a connection: the address belongs to no single host. */
        NOWHERE,
        /** Reachable like the IPv4 address in the last 32 bits. */
        EMBEDS_IPV4
    }

    /**
     * A row of the table.
     *
     * @param block the addresses
     * @param reach the networks from which they are reachable
     * @param name the purpose of the block, as the registry names it
     * @param source the document or the provider that defines the block
     */
    record Row(Cidr block, Reach reach, String name, String source) {}

    static List<Row> rows() {
        return ROWS;
    }

    /** Returns the embedded IPv4 address if its reach decides, otherwise the address itself. */
    static Bits unwrapped(Bits address) {
        return rowOf(address).reach() == EMBEDS_IPV4 ? Bits.ipv4((int) address.low()) : address;
    }

    static Row rowOf(Bits address) {
        for (Row row : ROWS) {
            if (row.block().contains(address)) {
                return row;
            }
        }
        throw new AssertionError("no block contains " + address);
    }

    private static Row row(String block, Reach reach, String name, String source) {
        return new Row(Cidr.parse(block), reach, name, source);
    }

    private static List<Row> mostSpecificFirst(Row... rows) {
        return Arrays.stream(rows)
                .sorted(Comparator.comparingInt((Row row) -> row.block().length())
                        .reversed())
                .toList();
    }
}
