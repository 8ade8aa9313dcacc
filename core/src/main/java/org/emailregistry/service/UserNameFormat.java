package org.emailregistry.service;

import java.util.Optional;
import org.emailregistry.address.DomainName;

/**
 * The user name that a server expects. It may differ between the SMTP and the IMAP server of a service.
 *
 * <p>A format never replaces a login that is neither an email address nor the local part of the account's address, such
 * as {@code EXAMPLE\anna}: such a login is sent as typed.
 */
public enum UserNameFormat {
    /** The login as the user typed it. */
    AS_TYPED,
    /**
     * The email address, its domain as lower-case A-labels (RFC 5890): the login if it is an email address, and the
     * address of the account if the login is its local part.
     */
    ADDRESS,
    /** The part of the email address before the {@code @}. */
    LOCAL_PART;

    /**
     * Returns the user name for a server.
     *
     * @param login the login as the user typed it
     * @param address the email address of the account
     */
    public String userName(String login, String address) {
        return switch (this) {
            case AS_TYPED -> login;
            case ADDRESS -> addressIn(login).orElse(isLocalPart(login, address) ? address : login);
            case LOCAL_PART -> addressIn(login).map(UserNameFormat::localPart).orElse(login);
        };
    }

    private static boolean isLocalPart(String login, String address) {
        return addressIn(address)
                .filter(known -> localPart(known).equals(login))
                .isPresent();
    }

    private static String localPart(String address) {
        return address.substring(0, address.lastIndexOf('@'));
    }

    /** Returns the login with a normalized domain; empty if it is not an email address. */
    private static Optional<String> addressIn(String login) {
        int at = login.indexOf('@');
        boolean plain =
                login.chars().noneMatch(c -> c == '\\' || Character.isWhitespace(c) || Character.isSpaceChar(c));
        return at < 1 || at != login.lastIndexOf('@') || !plain
                ? Optional.empty()
                : DomainName.tryParse(login.substring(at + 1)).map(domain -> login.substring(0, at) + "@" + domain);
    }
}
