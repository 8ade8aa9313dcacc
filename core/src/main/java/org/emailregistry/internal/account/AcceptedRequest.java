package org.emailregistry.internal.account;

import java.util.List;
import java.util.Optional;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.internal.snapshot.ServiceRows;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.store.SettingsRow;

/**
 * A request that {@link RequestReview} accepted against one state of the catalog.
 *
 * @param service the service; empty for manually entered servers
 * @param home the destinations to seal the credentials for
 * @param doorRevision the revision that the {@link org.emailregistry.store.Door} must still have when the account is
 *     written
 * @param smtpLogin the separate login for the SMTP server
 * @param address the normalized address that the user gave, or that follows from the login
 */
public record AcceptedRequest(
        Optional<ServiceId> service,
        ServerSettings settings,
        Optional<TrustedCertificates> trustedCertificates,
        Origin origin,
        Destinations home,
        long doorRevision,
        Optional<String> smtpLogin,
        Optional<String> address) {
    static final Problem NO_ADDRESS = Problem.error(
            Field.ADDRESS, Problem.Code.MISSING, "The email address is missing: the login is not an email address.");

    /**
     * Returns the address of a new account.
     *
     * @throws InvalidRequestException if the user gave none
     */
    String newAddress() {
        return address.orElseThrow(() -> new InvalidRequestException(List.of(NO_ADDRESS)));
    }

    /** Returns the servers as a manual account stores them; empty for an account of a service. */
    Optional<SettingsRow> manual() {
        return service.isPresent() ? Optional.empty() : Optional.of(ServiceRows.write(settings));
    }
}
