package org.emailregistry.workspace.monitoring;

import org.emailregistry.Catalog;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.store.StoreException;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Reports UP while the store answers and the catalog can be read. Services whose stored settings cannot be read or are refused are
 * only counted in the details, because they are no reason to take a node out of service.
 */
@Component
class RegistryHealthIndicator extends AbstractHealthIndicator {
    private final EmailServiceRegistry registry;

    RegistryHealthIndicator(EmailServiceRegistry registry) {
        super("The store of the email services does not answer");
        this.registry = registry;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        try {
            Catalog catalog = registry.administration("health").catalog();
            builder.up()
                    .withDetail("revision", catalog.revision())
                    .withDetail("services", catalog.services().size())
                    .withDetail("invalidServices", catalog.invalid().size());
        } catch (StoreException e) {
            builder.down().withDetail("store", e.kind());
        }
    }
}
