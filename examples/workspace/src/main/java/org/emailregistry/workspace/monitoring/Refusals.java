package org.emailregistry.workspace.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.emailregistry.Refusal;
import org.emailregistry.RefusedException;
import org.springframework.stereotype.Component;

/** Counts the refusals of the registry by their code: {@code email.registry.refusals}. */
@Component
public class Refusals {
    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) {
        this.meters = meters;
        for (Refusal refusal : Refusal.values()) {
            counter(refusal);
        }
    }

    /** Counts a refusal. Call this wherever a refusal is turned into an answer. */
    public void count(RefusedException refused) {
        counter(refused.refusal()).increment();
    }

    private Counter counter(Refusal refusal) {
        return meters.counter("email.registry.refusals", "refusal", refusal.name());
    }
}
