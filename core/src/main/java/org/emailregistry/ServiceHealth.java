package org.emailregistry;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ServiceId;

/**
 * The number of accounts of one service whose logins fail with the same outcome. Immutable.
 *
 * @param service the id of the service; empty for manual accounts
 * @param outcome the last reported outcome of these accounts
 * @param failing the number of these accounts, 1 or more
 * @param since the time since which at least one account has been failing with this outcome
 */
public record ServiceHealth(Optional<ServiceId> service, Outcome outcome, long failing, Instant since) {}
