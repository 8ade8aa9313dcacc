package org.emailregistry.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host in canonical form: a DNS name, an IPv4 address or an IPv6 address. Immutable and thread-safe. Two hosts are
 * equal if and only if their canonical forms are equal.
 *
 * <p>{@link ServerAddress} documents the grammar.
 */
public sealed interface Host permits DomainName, Ipv4Literal, Ipv6Literal {
    /** Returns the kind of this host, for an exhaustive {@code switch}. */
    Kind kind();

    /**
     * Returns the canonical form in ASCII, an IPv6 address without brackets. {@code Host.parse(toString())} equals this
     * host.
     */
    @Override
    String toString();

    /**
     * Returns the form for people: a name in Unicode if {@link ServerAddress} accepts it in Unicode, otherwise the
     * canonical form. No displayed label has letters of more than one script. {@code Host.parse(display())} equals this
     * host.
     */
    String display();

    /**
     * Parses a host without a port. White space around the host is ignored. Brackets around an IPv6 address are
     * optional.
     *
     * @throws MalformedAddressException if the text is null or not a host
     */
    static Host parse(@Nullable String text) {
        return AddressParser.parseHost(text);
    }

    /** Parses a host like {@link #parse}, but returns an empty result instead of throwing an exception. */
    static Optional<Host> tryParse(@Nullable String text) {
        return AddressParser.tryParseHost(text);
    }

    /** The kinds of hosts. */
    enum Kind {
        /** A DNS name: {@link DomainName}. */
        DOMAIN_NAME,
        /** An IPv4 address: {@link Ipv4Literal}. */
        IPV4_LITERAL,
        /** An IPv6 address: {@link Ipv6Literal}. */
        IPV6_LITERAL
    }
}
