package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ServiceId;

/**
 * The logins of many accounts of one service began to fail within a short time, or no longer do. Delivered to the
 * listeners of {@link EmailServiceRegistry#onServiceAlarm}. Immutable.
 *
 * @param service the id of the service
 * @param kind whether the alarm began or ended
 * @param outcome the outcome of the login that raised the alarm
 * @param instant when the alarm began or ended
 */
public record ServiceAlarm(ServiceId service, Kind kind, Outcome outcome, Instant instant) {
    /**
     * Creates an alarm.
     *
     * @throws NullPointerException if a component is null
     */
    public ServiceAlarm {
        requireNonNull(service, "service");
        requireNonNull(kind, "kind");
        requireNonNull(outcome, "outcome");
        requireNonNull(instant, "instant");
    }

    /** The beginning and the end of an alarm. Each is told once, by the node that received the login that caused it. */
    public enum Kind {
        /** As many accounts as the {@link AlarmRule} says have begun to fail. */
        BEGAN,
        /** Fewer than half as many accounts still fail. */
        ENDED
    }
}
