package org.emailregistry.address;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A DNS name in canonical form: lower case, labels beyond ASCII as A-labels. Immutable.
 *
 * <p>Made by {@link #parse}, {@link Host#parse} and {@link ServerAddress#parse} only.
 */
public final class DomainName implements Host {
    /** A byte a character: half the memory of a {@link String} beside its array, on the way of every parse. */
    private final byte[] ascii;

    private DomainName(byte[] ascii) {
        this.ascii = ascii;
    }

    /** From a range that {@link NameScanner} passed. */
    static DomainName scanned(String text, int from, int to) {
        return new DomainName(NameScanner.lowerCase(text, from, to));
    }

    /**
     * Parses a name, and nothing but a name: an IP address is refused. White space around it is dropped.
     *
     * @throws MalformedAddressException if it is no name
     */
    public static DomainName parse(@Nullable String text) {
        if (Host.parse(text) instanceof DomainName name) {
            return name;
        }
        throw new MalformedAddressException(AddressProblem.NUMERIC_NAME, 0, Optional.empty());
    }

    /** Like {@link #parse(String)}, but empty if it is no name; never throws. */
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
