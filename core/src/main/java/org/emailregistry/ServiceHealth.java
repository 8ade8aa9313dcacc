package org.emailregistry;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ServiceId;

/**
 * How many accounts of one service fail in one way.
 *
 * @param service the service; empty for the accounts with servers of their own
 * @param outcome what their last login came to
 * @param failing how many they are, 1 or more
 * @param since since when there has been at least one
 */
public record ServiceHealth(Optional<ServiceId> service, Outcome outcome, long failing, Instant since) {}
