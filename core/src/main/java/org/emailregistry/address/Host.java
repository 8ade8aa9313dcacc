package org.emailregistry.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host: a name or an address, in canonical form. Immutable. Two hosts are equal if and only if their canonical forms
 * are.
 *
 * <p>The grammar is that of {@link ServerAddress}.
 */
public sealed interface Host permits DomainName, Ipv4Literal, Ipv6Literal {
    /** Which of the three it is, for an exhaustive {@code switch}. */
    Kind kind();

    /** The canonical form in ASCII; an IPv6 address stands without brackets. {@code parse(toString())} is equal to this. */
    @Override
    String toString();

    /**
     * The form for people: the canonical one, except that a name which {@link ServerAddress} would accept in Unicode is
     * shown in Unicode. What it shows is never the look-alike of an ASCII name in the sense of mixed scripts, and it
     * parses to this host.
     */
    String display();

    /**
     * Parses a host alone, without a port. White space around it is dropped. An IPv6 address may stand in brackets or
     * not.
     *
     * @throws MalformedAddressException if it is no host
     */
    static Host parse(@Nullable String text) {
        return AddressParser.parseHost(text);
    }

    /** Like {@link #parse}, but empty if it is no host; never throws. */
    static Optional<Host> tryParse(@Nullable String text) {
        return AddressParser.tryParseHost(text);
    }

    /** The kinds of hosts. */
    enum Kind {
        /** {@link DomainName}. */
        DOMAIN_NAME,
        /** {@link Ipv4Literal}. */
        IPV4_LITERAL,
        /** {@link Ipv6Literal}. */
        IPV6_LITERAL
    }
}
