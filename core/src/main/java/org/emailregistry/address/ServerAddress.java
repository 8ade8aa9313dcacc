package org.emailregistry.address;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The address of a server: {@code host:port}. Immutable and always in canonical form.
 *
 * <p>The grammar, in the notation of RFC 5234; letters are accepted in either case unless stated otherwise:
 *
 * <pre>
 * address      = *white host ":" port *white
 * host         = name / ipv4 / "[" ipv6 "]"
 *
 * name         = label *( "." label )           ; at most 253 characters (RFC 1035 section 2.3.4)
 * label        = ldh / u-label
 * ldh          = 1*63( ALPHA / DIGIT / "-" )    ; no hyphen at either end (RFC 952, RFC 1123 section 2.1)
 *                                               ; the last label has a letter and does not begin with "0x":
 *                                               ; a host that ends in a number must be an ipv4
 *                                               ; a label that begins with "xn--" encodes a name (RFC 5890)
 * ipv4         = octet 3( "." octet )
 * octet        = 0 to 255 in decimal, without leading zeros
 * ipv6         = eight groups of 1*4HEXDIG, or fewer and one "::" (RFC 4291 section 2.2);
 *                the last two groups may be an ipv4; no zone
 * port         = 1 to 65535 in decimal ASCII digits, without sign or leading zeros
 * white        = tab, line feed, vertical tab, form feed, carriage return, or a Unicode separator (Zs, Zl, Zp)
 * </pre>
 *
 * <p>A {@code u-label} has at least one character beyond ASCII and is already in normal form:
 *
 * <ul>
 *   <li>It consists of letters, marks, digits and inner hyphens (RFC 5892), none of them default-ignorable. It does not
 *       begin with a mark, and does not have hyphens in both the third and the fourth position.
 *   <li>NFKC, lower-casing and case folding leave every label of the name unchanged.
 *   <li>It has no character that IDNA 2003 and IDNA 2008 encode differently: &szlig;, &sigmaf;, the joiners.
 *   <li>Its letters belong to one script, apart from the scripts {@code Common} and {@code Inherited}.
 *   <li>{@link java.net.IDN} converts the name to ASCII and back without a change, and its writing direction is clear
 *       (RFC 5893).
 * </ul>
 *
 * <p>Everything else is refused: schemes, users, paths, escapes, underscores, inner white space, trailing dots and
 * full-width digits. Parsing decodes no escapes and makes no DNS query.
 *
 * <p>For example, {@code [::1]:993} and {@code mailserver:25} are accepted; {@code ::1:993}, {@code 127.1:993},
 * {@code imap.acme.example}, {@code imap.acme.example.:993} and {@code imaps://imap.acme.example:993} are refused.
 *
 * <p>The canonical form is in lower case, with labels beyond ASCII as A-labels and IPv6 addresses as in RFC 5952.
 *
 * @param host the host
 * @param port 1 to 65535
 */
public record ServerAddress(Host host, int port) {
    /**
     * Creates an address.
     *
     * @throws NullPointerException if the host is null
     * @throws IllegalArgumentException if the port is not between 1 and 65535
     */
    public ServerAddress {
        requireNonNull(host, "host");
        if (!PortScanner.isPort(port)) {
            throw new IllegalArgumentException("port: must be between 1 and 65535, got " + port);
        }
    }

    /**
     * Parses {@code host:port}. The inverse of {@link #toString()}.
     *
     * @throws MalformedAddressException if the text is null or does not match the grammar
     */
    public static ServerAddress parse(@Nullable String text) {
        return AddressParser.parse(text);
    }

    /**
     * Parses {@code host:port}. Never throws an exception. A text without a port is
     * {@linkplain ParsedAddress.Malformed malformed}; if its host is valid, the suggestion has port 465 for a host name
     * that contains "smtp", and 993 for any other host.
     */
    public static ParsedAddress tryParse(@Nullable String text) {
        return AddressParser.tryParse(text, Repair.PORT_BY_HOST);
    }

    /**
     * Parses {@code host:port}. No text causes an exception. A text without a port is
     * {@linkplain ParsedAddress.Malformed malformed}; if its host is valid, the suggestion has the default port.
     *
     * @param defaultPort the port of that suggestion, 1 to 65535
     * @throws IllegalArgumentException if the default port is not between 1 and 65535
     */
    public static ParsedAddress tryParse(@Nullable String text, int defaultPort) {
        if (!PortScanner.isPort(defaultPort)) {
            throw new IllegalArgumentException("default port: must be between 1 and 65535, got " + defaultPort);
        }
        return AddressParser.tryParse(text, defaultPort);
    }

    /**
     * Returns the form for people, with the host as in {@link Host#display()}. {@code parse(display())} equals this
     * address.
     */
    public String display() {
        return join(host.display());
    }

    /** Returns the canonical form in ASCII. {@code parse(toString())} equals this address. */
    @Override
    public String toString() {
        return join(host.toString());
    }

    private String join(String shown) {
        return host instanceof Ipv6Literal ? "[" + shown + "]:" + port : shown + ":" + port;
    }
}
