package org.emailregistry.workspace.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.ServiceHealth;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.PageRequest;
import org.springframework.stereotype.Component;

/**
 * The gauges of the registry. Each is read from the store when it is scraped. While the store does not answer, the gauges
 * are {@code NaN}.
 */
@Component
class RegistryMeters implements MeterBinder {
    /** Kept here because gauges refer weakly to the object that they measure. */
    private final Administration administration;

    private final MailConnector connector;

    RegistryMeters(EmailServiceRegistry registry, MailConnector connector) {
        this.administration = registry.administration("meters");
        this.connector = connector;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (EmailService.Kind kind : EmailService.Kind.values()) {
            services(meters, kind, true);
            services(meters, kind, false);
        }
        Gauge.builder("email.registry.services.invalid", administration, RegistryMeters::invalid)
                .description("Services that are off, because their stored settings cannot be read or are refused")
                .register(meters);
        Gauge.builder(
                        "email.registry.catalog.revision",
                        administration,
                        admin -> admin.catalog().revision())
                .description("How often the list was changed")
                .register(meters);
        TimeGauge.builder("email.registry.catalog.age", administration, TimeUnit.SECONDS, RegistryMeters::age)
                .description("Time since the list was changed last")
                .register(meters);
        Gauge.builder("email.registry.mailboxes", administration, RegistryMeters::members)
                .description("Mailboxes at the services that administrators added")
                .register(meters);
        Gauge.builder("email.registry.mailboxes.failing", administration, RegistryMeters::failing)
                .description("Mailboxes whose last login failed")
                .register(meters);
        Gauge.builder("email.registry.connections.open", connector, MailConnector::openMailboxes)
                .description("Mailboxes that are open on this node, for reading or for sending")
                .register(meters);
    }

    private void services(MeterRegistry meters, EmailService.Kind kind, boolean hidden) {
        Gauge.builder(
                        "email.registry.services",
                        administration,
                        admin -> admin.catalog().services().stream()
                                .filter(service -> service.kind() == kind && service.hidden() == hidden)
                                .count())
                .description("Services of the list")
                .tag("kind", kind.name())
                .tag("hidden", Boolean.toString(hidden))
                .register(meters);
    }

    private static double invalid(Administration admin) {
        return admin.catalog().invalid().size();
    }

    private static double age(Administration admin) {
        return admin.history(PageRequest.first(1)).changes().stream()
                .mapToLong(change ->
                        Duration.between(change.instant(), Instant.now()).toSeconds())
                .findFirst()
                .orElse(0);
    }

    private static double members(Administration admin) {
        return admin.catalog().services().stream()
                .filter(service -> service.kind() == EmailService.Kind.CORPORATE)
                .mapToLong(service -> admin.planRemoval(service.id()).accounts())
                .sum();
    }

    private static double failing(Administration admin) {
        return admin.health().stream().mapToLong(ServiceHealth::failing).sum();
    }
}
