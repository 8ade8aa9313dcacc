package org.emailregistry.internal;

import java.util.Collection;
import java.util.Optional;
import org.emailregistry.address.DomainName;
import org.emailregistry.text.Text;

/** Normalizes email addresses: the domain to lower-case A-labels, the local part as typed (RFC 5321 section 2.4). */
public final class EmailAddress {
    /** The limit of RFC 5321 section 4.5.3.1.1, in UTF-16 units. */
    private static final int MAXIMUM_LOCAL_PART = 64;

    /** The specials of RFC 5322 section 3.2.3, except the dot and the at sign. */
    private static final String SPECIAL = "()<>[]:;,\\\"";

    private EmailAddress() {}

    /** Returns the normalized address; empty if the text is not an email address. */
    public static Optional<String> normalize(String text) {
        String address = Text.stripped(text);
        int at = address.lastIndexOf('@');
        if (at < 1 || at > MAXIMUM_LOCAL_PART) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        if (!isLocalPart(local)) {
            return Optional.empty();
        }
        String domain = address.substring(at + 1);
        return domain.isEmpty() || isSeparator(domain.codePointAt(0))
                ? Optional.empty()
                : DomainName.tryParse(domain).map(name -> local + "@" + name);
    }

    /** Returns whether this is a Dot-string of RFC 5321 section 4.1.2, or of RFC 6531 section 3.3. */
    private static boolean isLocalPart(String local) {
        return Text.firstForbidden(local) < 0
                && local.codePoints().noneMatch(c -> SPECIAL.indexOf(c) >= 0 || isSeparator(c))
                && !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..");
    }

    private static boolean isSeparator(int c) {
        return c == '@' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Returns the only domain of a service, whose users need not type it; empty if there is none or a choice. */
    public static Optional<String> onlyDomain(Collection<String> domains) {
        return domains.size() == 1 ? Optional.of(domains.iterator().next()) : Optional.empty();
    }

    /**
     * Returns the address of a user who gave only a login: the login if it is an email address, else the login at the
     * only domain of the service; empty if neither is an email address.
     */
    public static Optional<String> ofLogin(String login, Optional<String> onlyDomain) {
        return normalize(login).or(() -> onlyDomain.flatMap(domain -> normalize(login + "@" + domain)));
    }
}
