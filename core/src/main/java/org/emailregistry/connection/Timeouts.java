package org.emailregistry.connection;

import java.time.Duration;

/**
 * How long the steps of a connection may take. All are finite: from a millisecond to a day.
 *
 * @param dns resolving a name
 * @param connect making the TCP connection
 * @param exchange waiting for the next bytes from the server, and for it to take ours
 * @param total everything up to the end of the login
 */
public record Timeouts(Duration dns, Duration connect, Duration exchange, Duration total) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the limits.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if one is less than a millisecond or more than a day
     */
    public Timeouts {
        checked("dns", dns);
        checked("connect", connect);
        checked("exchange", exchange);
        checked("total", total);
    }

    /** 5 seconds for DNS, 10 to connect, 20 to read or write, 30 in total. */
    public static Timeouts recommended() {
        return new Timeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    static Duration checked(String name, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + ": from a millisecond to a day, got " + time);
        }
        return time;
    }
}
