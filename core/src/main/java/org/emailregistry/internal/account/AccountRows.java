package org.emailregistry.internal.account;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.emailregistry.ConnectRequest;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.UserId;
import org.emailregistry.internal.EmailAddress;
import org.emailregistry.internal.Ids;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.StandingRow;

/** Makes the rows of accounts. */
public record AccountRows(Vault vault, Ids ids, InstantSource clock) {

    /** The address that identifies the account of a request. */
    public static String address(ConnectRequest request) {
        return request.address()
                .map(typed -> EmailAddress.normalize(typed)
                        .orElseThrow(() -> new InvalidRequestException(List.of(Problem.error(
                                Field.ADDRESS,
                                Problem.Code.NOT_AN_EMAIL_ADDRESS,
                                "The address is not an email address.")))))
                .orElseGet(() -> EmailAddress.ofLogin(request.credentials().login()));
    }

    static boolean suspended(AccountRow row) {
        return row.standing().flatMap(StandingRow::suspendedAt).isPresent();
    }

    AccountRow first(UserId owner, AccountId id, String address, Admission admission, Credentials credentials) {
        Instant now = now();
        return new AccountRow(
                id,
                owner,
                address,
                credentials.login(),
                admission.service(),
                admission.manual(),
                admission.origin().name(),
                Optional.of(vault.seal(
                        new Vault.Bond(
                                id,
                                owner,
                                credentials.login(),
                                admission.service(),
                                admission.origin().name()),
                        credentials,
                        admission.home())),
                Optional.empty(),
                1,
                1,
                ids.random(),
                now,
                now);
    }

    /** The same account elsewhere, one generation on. */
    AccountRow moved(AccountRow seen, Admission admission, Credentials credentials) {
        return new AccountRow(
                seen.id(),
                seen.owner(),
                seen.address(),
                credentials.login(),
                admission.service(),
                admission.manual(),
                admission.origin().name(),
                Optional.of(vault.seal(
                        new Vault.Bond(
                                seen.id(),
                                seen.owner(),
                                credentials.login(),
                                admission.service(),
                                admission.origin().name()),
                        credentials,
                        admission.home())),
                Optional.empty(),
                seen.generation() + 1,
                seen.version() + 1,
                ids.random(),
                seen.createdAt(),
                after(seen));
    }

    /** The same account with other credentials. */
    AccountRow withCredentials(AccountRow seen, Credentials credentials, Destinations home) {
        var bond = new Vault.Bond(seen.id(), seen.owner(), credentials.login(), seen.service(), seen.origin());
        return with(
                seen,
                credentials.login(),
                Optional.of(vault.seal(bond, credentials, home)),
                Optional.empty(),
                after(seen));
    }

    /** The same account with the same credentials, sealed anew. */
    AccountRow resealed(AccountRow seen, SealedCredentials sealed) {
        return with(seen, seen.login(), Optional.of(sealed), seen.standing(), seen.changedAt());
    }

    /** The same account with the same servers, by a service that has them; nothing that is open depends on more. */
    AccountRow attached(AccountRow seen, ServiceId service, SealedCredentials sealed) {
        return new AccountRow(
                seen.id(),
                seen.owner(),
                seen.address(),
                seen.login(),
                Optional.of(service),
                Optional.empty(),
                Origin.ADMINISTRATOR.name(),
                Optional.of(sealed),
                seen.standing(),
                seen.generation(),
                seen.version() + 1,
                ids.random(),
                seen.createdAt(),
                seen.changedAt());
    }

    /** The same account after a report. */
    AccountRow withStanding(AccountRow seen, Optional<StandingRow> standing) {
        return with(seen, seen.login(), seen.credentials(), standing, seen.changedAt());
    }

    private AccountRow with(
            AccountRow seen,
            String login,
            Optional<SealedCredentials> sealed,
            Optional<StandingRow> standing,
            Instant changedAt) {
        return new AccountRow(
                seen.id(),
                seen.owner(),
                seen.address(),
                login,
                seen.service(),
                seen.manual(),
                seen.origin(),
                sealed,
                standing,
                seen.generation(),
                seen.version() + 1,
                ids.random(),
                seen.createdAt(),
                changedAt);
    }

    /** Now, and in any case after the last change: an account never has two changes at one instant. */
    private Instant after(AccountRow seen) {
        Instant now = now();
        return now.isAfter(seen.changedAt()) ? now : seen.changedAt().plus(1, ChronoUnit.MICROS);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
