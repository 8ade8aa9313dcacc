package org.emailregistry.address;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A DNS name in canonical form: lower case, with labels beyond ASCII as A-labels (RFC 5890). Immutable.
 *
 * <p>Created by {@link #parse}, {@link Host#parse} and {@link ServerAddress#parse}.
 */
public final class DomainName implements Host {
    /** One byte per character: half the memory of a {@link String} with its array, allocated by every parse. */
    private final byte[] ascii;

    private DomainName(byte[] ascii) {
        this.ascii = ascii;
    }

    /** Returns the name in a range that {@link NameScanner} accepted. */
    static DomainName scanned(String text, int from, int to) {
        return new DomainName(NameScanner.lowerCase(text, from, to));
    }

    /**
     * Parses a DNS name. White space around the name is ignored.
     *
     * @throws MalformedAddressException if the text is null or not a DNS name; for an IP address, the problem is
     *     {@link AddressProblem#NUMERIC_NAME}
     */
    public static DomainName parse(@Nullable String text) {
        if (Host.parse(text) instanceof DomainName name) {
            return name;
        }
        throw new MalformedAddressException(AddressProblem.NUMERIC_NAME, 0, Optional.empty());
    }

    /** Parses a DNS name like {@link #parse(String)}, but returns an empty result instead of throwing an exception. */
    public static Optional<DomainName> tryParse(@Nullable String text) {
        return Host.tryParse(text).filter(DomainName.class::isInstance).map(DomainName.class::cast);
    }

    @Override
    public Kind kind() {
        return Kind.DOMAIN_NAME;
    }

    @Override
    public String display() {
        return UnicodeName.display(toString());
    }

    @Override
    public String toString() {
        return new String(ascii, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DomainName name && Arrays.equals(ascii, name.ascii);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascii);
    }
}
