package org.emailregistry.connection;

import java.time.Duration;

/**
 * The time limits of the steps of a connection, each from 1 millisecond to 1 day.
 *
 * @param dns the limit for resolving the host name
 * @param connect the limit for the TCP connection to one address
 * @param exchange the limit of each wait for bytes from the server, also after the login, except during IDLE, which has a
 *     limit of its own ({@link GuardedConnections.Builder#idleTimeout}); on connections to mailboxes, also of each wait
 *     for the server to accept bytes, which in tests and downloads only {@code total} limits
 * @param total the limit for all steps until a mailbox can be used, or for a whole test or download
 */
public record Timeouts(Duration dns, Duration connect, Duration exchange, Duration total) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the limits.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if a limit is less than 1 millisecond or more than 1 day
     */
    public Timeouts {
        checked("dns", dns);
        checked("connect", connect);
        checked("exchange", exchange);
        checked("total", total);
    }

    /**
     * Returns the recommended limits: 5 seconds for DNS, 10 seconds to connect, 20 seconds per exchange, and 30 seconds
     * in total.
     */
    public static Timeouts recommended() {
        return new Timeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    static Duration checked(String name, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " timeout: must be 1 millisecond to 1 day, got " + time);
        }
        return time;
    }
}
