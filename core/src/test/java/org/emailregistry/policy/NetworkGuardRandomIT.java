package org.emailregistry.policy;

import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guard against a second opinion: at a million addresses in the profile {@code soak}, otherwise at fewer. */
@Tag("counted")
class NetworkGuardRandomIT {
    private static final int ADDRESSES = switch (System.getProperty("tests.count", "sample")) {
        case "soak" -> 1_000_000;
        case "long" -> 333_334;
        default -> 50_000;
    };

    private final NetworkGuard guard = NetworkGuard.recommended();

    @Test
    void agreesOnRandomAddresses() throws UnknownHostException {
        Random random = new Random(20251001);
        byte[] ipv4 = new byte[4];
        byte[] ipv6 = new byte[16];
        for (int i = 0; i < ADDRESSES / 2; i++) {
            random.nextBytes(ipv4);
            random.nextBytes(ipv6);
            switch (i % 4) {
                case 0 -> ipv6[0] = (byte) (0x20 | (ipv6[0] & 0x1f));
                case 1 -> {
                    ipv6[0] = 0x20;
                    ipv6[1] = 1;
                    ipv6[2] &= 3;
                }
                case 2 -> Arrays.fill(ipv6, 0, 10 + i / 4 % 3, (byte) 0);
                default -> {}
            }
            ReferenceClassifier.agree(guard, ipv4);
            ReferenceClassifier.agree(guard, ipv6);
        }
    }
}
