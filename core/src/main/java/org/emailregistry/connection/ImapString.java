package org.emailregistry.connection;

/** An argument of an IMAP command: a quoted string, or a literal if it cannot be quoted (RFC 9051 section 4.3). */
final class ImapString {
    private final byte[] bytes;

    ImapString(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isQuotable() {
        for (byte b : bytes) {
            if (b < ' ' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Returns the quoted form and wipes the bytes. */
    byte[] quoted() {
        int escapes = 0;
        for (byte b : bytes) {
            if (mustBeEscaped(b)) {
                escapes++;
            }
        }
        byte[] result = new byte[bytes.length + escapes + 2];
        int i = 0;
        result[i++] = '"';
        for (byte b : bytes) {
            if (mustBeEscaped(b)) {
                result[i++] = '\\';
            }
            result[i++] = b;
        }
        result[i] = '"';
        SecretBytes.wipe(bytes);
        return result;
    }

    private static boolean mustBeEscaped(byte b) {
        return b == '"' || b == '\\';
    }

    /** Returns the announcement of the literal, after which the client waits for the server. */
    byte[] announcement() {
        return SecretBytes.ascii("{" + bytes.length + "}\r\n");
    }

    byte[] bytes() {
        return bytes;
    }
}
