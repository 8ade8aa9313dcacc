package org.emailregistry.connection;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.emailregistry.address.DomainName;
import org.emailregistry.text.Text;

/** The command MAIL of SMTP (RFC 5321 section 4.1.1.2), with the address of a sender. */
final class MailCommand {
    /** The limit of RFC 5321 section 4.5.3.1.1. */
    private static final int MAXIMUM_LOCAL_PART = 64;

    /** A local part that needs no quotes, except for the places of its dots. Some providers put them anywhere. */
    private static final Pattern DOT_STRING = Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+");

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\p{ASCII}\\p{Z}\\p{C}]");

    private MailCommand() {}

    /**
     * Returns the command; empty if this server cannot take the address, or it is none.
     *
     * @param utf8 whether the server takes local parts beyond ASCII (RFC 6531)
     */
    static Optional<String> from(String address, boolean utf8) {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        String inAscii = BEYOND_ASCII.matcher(local).replaceAll("x");
        boolean ascii = inAscii.equals(local);
        if (!DOT_STRING.matcher(inAscii).matches()
                || Text.firstForbidden(local) >= 0
                || local.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_LOCAL_PART
                || !(ascii || utf8)) {
            return Optional.empty();
        }
        return DomainName.tryParse(address.substring(at + 1))
                .map(domain -> "MAIL FROM:<" + local + "@" + domain + ">" + (ascii ? "" : " SMTPUTF8"));
    }
}
