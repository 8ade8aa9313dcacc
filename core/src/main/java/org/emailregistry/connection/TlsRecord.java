package org.emailregistry.connection;

/** Classifies the first bytes of a server by TLS record type (RFC 8446 sections 5.1 and 6.2). */
final class TlsRecord {
    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;
    private static final int TLS_1_2 = 0x0303;
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int PROTOCOL_VERSION = 70;
    private static final int INSUFFICIENT_SECURITY = 71;

    private TlsRecord() {}

    /** Returns whether the bytes begin a TLS record. */
    static boolean begins(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] == ALERT || bytes[0] == HANDSHAKE) && bytes[1] == 3;
    }

    /**
     * Returns whether the server shares no version or cipher with the client: the server sends an alert for this, or
     * answers with an older version.
     */
    static boolean refusesVersion(byte[] bytes) {
        if (bytes.length >= 7 && bytes[0] == ALERT) {
            return bytes[6] == HANDSHAKE_FAILURE || bytes[6] == PROTOCOL_VERSION || bytes[6] == INSUFFICIENT_SECURITY;
        }
        // Record header 5, handshake header 4, then the version of the ServerHello.
        return bytes.length >= 11 && bytes[0] == HANDSHAKE && ((bytes[9] & 0xff) << 8 | (bytes[10] & 0xff)) < TLS_1_2;
    }
}
