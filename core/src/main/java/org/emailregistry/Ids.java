package org.emailregistry;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/** Makes ids: time-ordered ones in the layout of UUID version 7 (RFC 9562 section 5.7), and plain random ones. */
final class Ids {
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Ids(InstantSource clock) {
        this.clock = clock;
    }

    String timeOrdered() {
        byte[] tail = new byte[10];
        random.nextBytes(tail);
        tail[0] = (byte) (0x70 | (tail[0] & 0x0f));
        tail[2] = (byte) (0x80 | (tail[2] & 0x3f));
        HexFormat hex = HexFormat.of();
        String time = hex.toHexDigits(clock.millis(), 12);
        String rest = hex.formatHex(tail);
        return String.join(
                "-",
                time.substring(0, 8),
                time.substring(8),
                rest.substring(0, 4),
                rest.substring(4, 8),
                rest.substring(8));
    }

    String random() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
