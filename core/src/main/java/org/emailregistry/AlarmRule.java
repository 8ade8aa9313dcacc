package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Says when failing logins are the fault of a service and not of its accounts: when enough of its accounts begin to fail
 * within a short time. There is an {@linkplain EmailServiceRegistry#onServiceAlarm alarm} then, and no account of the
 * service is suspended for refused credentials until the alarm ends. Immutable.
 *
 * <p>For example, with {@link #DEFAULT}, 15 of the 300 accounts of a service must begin to fail within ten minutes, but 5
 * of 40.
 *
 * @param accounts the minimum number of accounts, 1 or more
 * @param share the minimum share of the accounts of the service, from 0 to 1
 * @param within the time within which they must have begun to fail, more than zero
 */
public record AlarmRule(int accounts, double share, Duration within) {
    /** A twentieth of the accounts of a service, and at least five, within ten minutes. */
    public static final AlarmRule DEFAULT = new AlarmRule(5, 0.05, Duration.ofMinutes(10));

    /**
     * Creates a rule.
     *
     * @throws IllegalArgumentException if a component is out of its range
     * @throws NullPointerException if the time is null
     */
    public AlarmRule {
        requireNonNull(within, "within");
        Limits.require("accounts", accounts, Integer.MAX_VALUE);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: must be from 0 to 1, got " + share);
        }
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("within: must be more than zero, got " + within);
        }
    }

    /** Returns the number of failing accounts that raise an alarm at a service with so many accounts. */
    public long threshold(long members) {
        return Math.max(accounts, (long) Math.ceil(members * share));
    }
}
