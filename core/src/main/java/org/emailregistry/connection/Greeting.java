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
            case IMAP -> first[0] == '*' && first[1] == ' ' && isLetter(first[2]) && isLetter(first[3]);
            case SMTP ->
                (first[0] == '2' || first[0] == '4' || first[0] == '5')
                        && isDigit(first[1])
                        && isDigit(first[2])
                        && (first[3] == ' ' || first[3] == '-');
        };
    }

    private static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
