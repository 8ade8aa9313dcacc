package org.emailregistry.address;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where a server listens: {@code host:port}. Immutable, and always in canonical form.
 *
 * <p>The grammar, in the notation of RFC 5234; letters may be in either case unless it says otherwise:
 *
 * <pre>{@code
 * address      = *white host ":" port *white
 * host         = name / ipv4 / "[" ipv6 "]"
 *
 * name         = label *( "." label )           ; at most 253 characters (RFC 1035, section 2.3.4)
 * label        = ldh / u-label
 * ldh          = 1*63( ALPHA / DIGIT / "-" )    ; no hyphen at either end (RFC 952, RFC 1123 section 2.1)
 *                                               ; the last label has a letter and does not begin with "0x":
 *                                               ; whatever ends in a number is an ipv4 or refused
 *                                               ; a label that begins with "xn--" encodes a name (RFC 5890)
 * ipv4         = octet 3( "." octet )
 * octet        = 0 to 255 in decimal, without leading zeros
 * ipv6         = eight groups of 1*4HEXDIG, or fewer and one "::" (RFC 4291, section 2.2);
 *                the last two groups may be an ipv4; no zone
 * port         = 1 to 65535 in decimal, ASCII digits, without sign or leading zeros
 * white        = tab, line feed, vertical tab, form feed, carriage return, or a separator of Unicode (Zs, Zl, Zp)
 * }</pre>
 *
 * <p>A {@code u-label} has at least one character beyond ASCII and is already in normal form:
 *
 * <ul>
 *   <li>letters, marks, digits and inner hyphens only (RFC 5892), none of them a default-ignorable one; no mark at the
 *       beginning; no hyphens in both third and fourth place;
 *   <li>neither NFKC nor lower case nor case folding changes anything, in any label of the name;
 *   <li>none of the characters that the standards of 2003 and 2008 read differently: &szlig;, &sigmaf;, the joiners;
 *   <li>letters of one script only, {@code Common} and {@code Inherited} aside;
 *   <li>{@code toUnicode(toASCII(name))} of {@link java.net.IDN} gives the name again, and its writing direction is
 *       clear (RFC 5893).
 * </ul>
 *
 * <p>Nothing else is forgiven: no scheme, user, path, escape, underscore, inner white space or trailing dot. A full-width
 * digit is no digit, and nothing is ever decoded or looked up.
 *
 * <p>So {@code [::1]:993} and {@code mailserver:25} are legal; {@code ::1:993}, {@code 127.1:993}, {@code imap.acme.example},
 * {@code imap.acme.example.:993} and {@code imaps://imap.acme.example:993} are not.
 *
 * <p>The canonical form is lower case, labels beyond ASCII as A-labels, IPv6 as in RFC 5952.
 *
 * @param host the host
 * @param port 1 to 65535
 */
public record ServerAddress(Host host, int port) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if the host is null
     * @throws IllegalArgumentException if the port is not between 1 and 65535
     */
    public ServerAddress {
        requireNonNull(host, "host");
        if (!PortScanner.isPort(port)) {
            throw new IllegalArgumentException("port: 1 to 65535, got " + port);
        }
    }

    /**
     * Parses {@code host:port}. Inverse of {@link #toString()}.
     *
     * @throws MalformedAddressException if it is anything else, or null
     */
    public static ServerAddress parse(@Nullable String text) {
        return AddressParser.parse(text);
    }

    /**
     * Parses {@code host:port}. Never throws. Where a port is missing, the suggestion has 465 for a host whose name
     * speaks of SMTP, and 993 for every other.
     */
    public static ParsedAddress tryParse(@Nullable String text) {
        return AddressParser.tryParse(text, Repair.PORT_BY_HOST);
    }

    /**
     * Parses {@code host:port}. Never throws because of the text.
     *
     * @param defaultPort what to suggest where a port is missing, 1 to 65535; it is never assumed
     * @throws IllegalArgumentException if the default port is not between 1 and 65535
     */
    public static ParsedAddress tryParse(@Nullable String text, int defaultPort) {
        if (!PortScanner.isPort(defaultPort)) {
            throw new IllegalArgumentException("default port: 1 to 65535, got " + defaultPort);
        }
        return AddressParser.tryParse(text, defaultPort);
    }

    /** The form for people: like {@link #toString()}, with the host as {@link Host#display()} shows it. It parses to this. */
    public String display() {
        return join(host.display());
    }

    /** The canonical form in ASCII: {@code parse(toString())} is equal to this. */
    @Override
    public String toString() {
        return join(host.toString());
    }

    private String join(String shown) {
        return host instanceof Ipv6Literal ? "[" + shown + "]:" + port : shown + ":" + port;
    }
}
