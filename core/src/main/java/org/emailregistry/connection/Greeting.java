package org.emailregistry.connection;

import org.emailregistry.probe.MailProtocol;

/** Recognizes the first bytes of a plain-text greeting. */
final class Greeting {
    private Greeting() {}

    /** Returns whether the bytes, of which four are needed, can begin a greeting of this protocol. */
    static boolean looksLike(MailProtocol protocol, byte[] first) {
        if (first.length < 4) {
            return false;
        }
        return switch (protocol) {
            // Some servers send more than one blank.
            case IMAP -> first[0] == '*' && first[1] == ' ' && isBlankOrLetter(first[2]) && isBlankOrLetter(first[3]);
            case SMTP ->
                (first[0] == '2' || first[0] == '4' || first[0] == '5')
                        && isDigit(first[1])
                        && isDigit(first[2])
                        // The text and its blank may be missing (RFC 5321 section 4.2).
                        && (first[3] == ' ' || first[3] == '-' || first[3] == '\r' || first[3] == '\n');
        };
    }

    private static boolean isBlankOrLetter(byte b) {
        int lower = b | 0x20;
        return b == ' ' || (lower >= 'a' && lower <= 'z');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
