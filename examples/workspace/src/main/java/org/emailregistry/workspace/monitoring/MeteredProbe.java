package org.emailregistry.workspace.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.emailregistry.probe.ConnectionProbe;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;

/**
 * Counts and times tests of connections: {@code email.registry.probe} by protocol and outcome. The meters do
 * not contain server names, because a meter for each name that users type would fill the memory.
 */
public final class MeteredProbe implements ConnectionProbe {
    private final ConnectionProbe probe;
    private final MeterRegistry meters;

    /** Creates a probe that meters another one. */
    public MeteredProbe(ConnectionProbe probe, MeterRegistry meters) {
        this.probe = probe;
        this.meters = meters;
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        Timer.Sample sample = Timer.start(meters);
        ProbeReport report = probe.probe(request);
        sample.stop(meters.timer("email.registry.probe.time", "successful", Boolean.toString(report.successful())));
        for (MailProtocol protocol : MailProtocol.values()) {
            String outcome = report.result(protocol).outcome().name();
            meters.counter("email.registry.probe", "protocol", protocol.name(), "outcome", outcome)
                    .increment();
        }
        return report;
    }
}
