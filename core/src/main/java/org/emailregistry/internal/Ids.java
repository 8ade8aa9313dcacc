package org.emailregistry.internal;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates ids: time-ordered ones in the layout of UUID version 7 (RFC 9562 section 5.7), and random ones. The
 * time-ordered ids of one instance increase strictly, so services that one batch adds keep their order.
 */
public final class Ids {
    private static final int COUNTER_BITS = 12;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** Milliseconds, and in the lowest 12 bits a counter within the millisecond (RFC 9562 section 6.2, method 1). */
    private final AtomicLong last = new AtomicLong();

    public Ids(InstantSource clock) {
        this.clock = clock;
    }

    public String timeOrdered() {
        long now = clock.millis() << COUNTER_BITS;
        long time = last.updateAndGet(before -> Math.max(before + 1, now));
        byte[] tail = new byte[8];
        random.nextBytes(tail);
        tail[0] = (byte) (0x80 | (tail[0] & 0x3f));
        HexFormat hex = HexFormat.of();
        String millis = hex.toHexDigits(time >>> COUNTER_BITS, 12);
        String rest = hex.formatHex(tail);
        return String.join(
                "-",
                millis.substring(0, 8),
                millis.substring(8),
                "7" + hex.toHexDigits(time & 0xfff, 3),
                rest.substring(0, 4),
                rest.substring(4));
    }

    public String random() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
