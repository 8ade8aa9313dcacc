package org.emailregistry.address;

/** Why a text is not {@code host:port}. Each refusal has one problem; see {@link ServerAddress} for the grammar. */
public enum AddressProblem {
    /** Nothing but white space, or no text at all. */
    MISSING("nothing was given"),
    /** A colon, and no host before it. */
    HOST_MISSING("the host is missing"),
    /** No colon after the host, or no port after the colon. */
    PORT_MISSING("the port is missing"),
    /** The port has a character that is not an ASCII digit: a sign, a letter, a full-width digit. */
    PORT_NOT_DIGITS("the port has a character that is not a digit from 0 to 9"),
    /** The port begins with 0. */
    PORT_LEADING_ZERO("the port begins with 0"),
    /** The port is above 65535. */
    PORT_OUT_OF_RANGE("the port is not between 1 and 65535"),

    /** A control character, or half of a surrogate pair. */
    CONTROL_CHARACTER("there is a control character or half a character"),
    /** White space between other characters. */
    WHITE_SPACE("there is white space inside"),
    /** A URL: {@code imaps://host}. */
    SCHEME("this is a URL, not host:port"),
    /** An {@code @}: an email address, or a URL's user. */
    AT_SIGN("there is an @, as in an email address"),
    /** Something behind the host or the port: a slash or a backslash, a question mark, a hash. */
    PATH("there is a path, a query or a fragment"),
    /** A percent sign. Nothing is ever decoded. */
    PERCENT("there is a percent sign"),
    /** An underscore, which no host name may have (RFC 952, RFC 1123 section 2.1). */
    UNDERSCORE("there is an underscore, which host names do not have"),
    /** Any other character that no host has. */
    FORBIDDEN_CHARACTER("there is a character that no host has"),

    /** Two dots in a row, or a dot at the beginning. */
    LABEL_EMPTY("there is nothing between two dots, or before the first one"),
    /** A part of the name has more than 63 characters (RFC 1035 section 2.3.4). */
    LABEL_TOO_LONG("a part between dots has more than 63 characters"),
    /** A part of the name begins or ends with a hyphen (RFC 952). */
    LABEL_EDGE_HYPHEN("a part between dots begins or ends with a hyphen"),
    /** The name has more than 253 characters (RFC 1035 section 2.3.4, less the length octets at either end). */
    NAME_TOO_LONG("the host name has more than 253 characters"),
    /** The name ends in a dot. */
    TRAILING_DOT("the host name ends in a dot"),
    /** The last part is a number, decimal or hexadecimal, and the whole is no IPv4 address in four parts. */
    NUMERIC_NAME("the host ends in a number, but is no IPv4 address"),
    /** A part that begins with {@code xn--} is not the Punycode of a name (RFC 5890 section 2.3.1). */
    A_LABEL_INVALID("a part that begins with xn-- does not encode a name"),

    /** A part of an IPv4 address is above 255. */
    IPV4_OUT_OF_RANGE("a part of the IPv4 address is above 255"),
    /** A part of an IPv4 address begins with 0; some programs read such a part as octal. */
    IPV4_LEADING_ZERO("a part of the IPv4 address begins with 0"),
    /** What stands in brackets is not an IPv6 address. */
    IPV6_MALFORMED("this is not an IPv6 address"),
    /** An IPv6 address with a zone, {@code fe80::1%eth0}, which has a meaning on one machine only. */
    IPV6_ZONE("the IPv6 address has a zone"),
    /** An IPv6 address outside brackets: where its last group ends and the port begins is anybody's guess. */
    IPV6_WITHOUT_BRACKETS("an IPv6 address needs brackets"),
    /** The bracket is not closed. */
    IPV6_NOT_CLOSED("the closing bracket is missing"),

    /** A name has a character beyond ASCII that is no letter, mark or digit (RFC 5892). */
    UNICODE_FORBIDDEN("there is a character beyond ASCII that is no letter, mark or digit"),
    /** A name beyond ASCII is not in normal form: NFKC or lower case would change it. */
    UNICODE_NOT_NORMAL("a name beyond ASCII must be in normal form and lower case"),
    /** A character that two generations of the standard read differently: &szlig;, &sigmaf;, the joiners. */
    UNICODE_DEVIATION("there is a character that programs read in different ways"),
    /** One part of the name has letters of two scripts, as look-alikes do. */
    UNICODE_MIXED_SCRIPTS("a part of the name mixes scripts"),
    /** The name does not survive the way to ASCII and back, or its writing direction is not clear (RFC 5893). */
    UNICODE_AMBIGUOUS("the name has no single ASCII form");

    private final String message;

    AddressProblem(String message) {
        this.message = message;
    }

    /** What is wrong, in English, as a clause without a full stop. */
    public String message() {
        return message;
    }
}
