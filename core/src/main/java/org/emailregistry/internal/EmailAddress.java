package org.emailregistry.internal;

import java.util.Optional;
import org.emailregistry.address.DomainName;
import org.emailregistry.text.Text;

/** Normalizes email addresses: the domain to lower-case A-labels, the local part as typed (RFC 5321 section 2.4). */
public final class EmailAddress {
    /** The limit of RFC 5321 section 4.5.3.1.1, in UTF-16 units. */
    private static final int MAXIMUM_LOCAL_PART = 64;

    private EmailAddress() {}

    /** Returns the normalized address; empty if the text is not an email address. */
    public static Optional<String> normalize(String text) {
        String address = text.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || at > MAXIMUM_LOCAL_PART) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        if (Text.firstForbidden(local) >= 0 || local.codePoints().anyMatch(EmailAddress::isSeparator)) {
            return Optional.empty();
        }
        String domain = address.substring(at + 1);
        return domain.isEmpty() || isSeparator(domain.codePointAt(0))
                ? Optional.empty()
                : DomainName.tryParse(domain).map(name -> local + "@" + name);
    }

    private static boolean isSeparator(int c) {
        return c == '@' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /**
     * Returns the address that identifies an account whose user gave only a login: the normalized login if it is an
     * email address, otherwise the login itself.
     */
    public static String ofLogin(String login) {
        return normalize(login).orElse(login);
    }
}
