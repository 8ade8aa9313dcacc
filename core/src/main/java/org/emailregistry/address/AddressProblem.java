package org.emailregistry.address;

/**
 * The reasons why a text is not {@code host:port}. The parser reports one problem per text; {@link ServerAddress}
 * documents the grammar.
 */
public enum AddressProblem {
    /** The text is null, or has nothing but white space. */
    MISSING("no address was given"),
    /** There is a colon without a host before it. */
    HOST_MISSING("the host is missing"),
    /** There is no colon after the host, or no port after the colon. */
    PORT_MISSING("the port is missing"),
    /** The port contains a character that is not an ASCII digit, such as a sign, a letter or a full-width digit. */
    PORT_NOT_DIGITS("the port contains a character that is not a digit from 0 to 9"),
    /** The port has more than one digit and begins with 0. */
    PORT_LEADING_ZERO("the port begins with 0"),
    /** The port is 0 or above 65535. */
    PORT_OUT_OF_RANGE("the port is not between 1 and 65535"),

    /** The text contains a control character or a lone surrogate. */
    CONTROL_CHARACTER("the address contains a control character or a lone surrogate"),
    /** There is white space between other characters. */
    WHITE_SPACE("the address contains white space"),
    /** The text is a URL, such as {@code imaps://host}. */
    SCHEME("the address is a URL, not host:port"),
    /** The text contains an {@code @}, as an email address or the user information of a URL does. */
    AT_SIGN("the address contains an @, as an email address does"),
    /** The text contains a slash, a backslash, a question mark or a hash, and is not a URL. */
    PATH("the address contains a path, a query or a fragment"),
    /** The text contains a percent sign. Percent-encoding is never decoded. */
    PERCENT("the address contains a percent sign"),
    /** The host contains an underscore, which host names must not have (RFC 952, RFC 1123 section 2.1). */
    UNDERSCORE("the address contains an underscore, which a host name must not have"),
    /** The host contains another character that hosts must not have. */
    FORBIDDEN_CHARACTER("the address contains a character that a host must not have"),

    /** The host name begins with a dot, or contains two dots in a row. */
    LABEL_EMPTY("the host name begins with a dot or contains two dots in a row"),
    /** A label of the host name has more than 63 characters in its ASCII form (RFC 1035 section 2.3.4). */
    LABEL_TOO_LONG("a part of the host name has more than 63 characters"),
    /** A label of the host name begins or ends with a hyphen (RFC 952). */
    LABEL_EDGE_HYPHEN("a part of the host name begins or ends with a hyphen"),
    /**
     * The host name has more than 253 characters in its ASCII form (RFC 1035 section 2.3.4: 255 octets, including the
     * first length octet and the root).
     */
    NAME_TOO_LONG("the host name has more than 253 characters"),
    /** The host name ends in a dot. */
    TRAILING_DOT("the host name ends in a dot"),
    /**
     * The last label has no letter or begins with {@code 0x}, so that some programs read it as a number, but the host
     * is not an IPv4 address of four decimal parts. {@link DomainName#parse} also reports this problem for an IP
     * address.
     */
    NUMERIC_NAME("the host ends in a number, which only an IPv4 address may"),
    /** A label that begins with {@code xn--} is not the Punycode of a valid label (RFC 5890 section 2.3.1). */
    A_LABEL_INVALID("a part of the host name begins with xn-- but does not encode a valid name"),

    /** A part of the IPv4 address is above 255. */
    IPV4_OUT_OF_RANGE("a part of the IPv4 address is above 255"),
    /** A part of the IPv4 address begins with 0; some programs read such a part as octal. */
    IPV4_LEADING_ZERO("a part of the IPv4 address begins with 0"),
    /**
     * The text in brackets is not an IPv6 address (RFC 4291 section 2.2). {@link Host#parse}, which accepts no port,
     * also takes any other text with a colon for an IPv6 address.
     */
    IPV6_MALFORMED("the IPv6 address is malformed"),
    /** The IPv6 address has a zone, as in {@code fe80::1%eth0}. A zone is meaningful on one machine only. */
    IPV6_ZONE("the IPv6 address has a zone, which is meaningful on one machine only"),
    /** The IPv6 address is not in brackets, so the beginning of the port is ambiguous. */
    IPV6_WITHOUT_BRACKETS("the IPv6 address must be in brackets"),
    /** The closing bracket of the IPv6 address is missing. */
    IPV6_NOT_CLOSED("the closing bracket of the IPv6 address is missing"),

    /**
     * The host name contains a character beyond ASCII that is not a letter, mark or digit that names may contain (RFC
     * 5892), or a label begins with a mark.
     */
    UNICODE_FORBIDDEN("the host name contains a character beyond ASCII that is not a letter, mark or digit"),
    /**
     * The host name has characters beyond ASCII and is not in normal form: NFKC, lower-casing or case folding would
     * change it.
     */
    UNICODE_NOT_NORMAL("a host name beyond ASCII must be in lower case and in normal form (NFKC)"),
    /**
     * The host name contains a character that IDNA 2003 and IDNA 2008 encode differently: &szlig;, &sigmaf; or a joiner
     * (UTS 46 section 1.2).
     */
    UNICODE_DEVIATION("the host name contains a character that programs encode in different ways"),
    /** A label has letters of two scripts, as look-alikes of other names do. */
    UNICODE_MIXED_SCRIPTS("a part of the host name has letters of more than one script"),
    /**
     * The host name changes on the way to ASCII and back, has a label beyond ASCII with hyphens in the third and the
     * fourth position, or has an unclear writing direction (RFC 5893).
     */
    UNICODE_AMBIGUOUS("the host name has no unambiguous ASCII form");

    private final String message;

    AddressProblem(String message) {
        this.message = message;
    }

    /** Returns a description in English: a clause without a full stop. */
    public String message() {
        return message;
    }
}
