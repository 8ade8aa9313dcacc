package org.emailregistry.internal.account;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.UserId;
import org.emailregistry.internal.Ids;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.SealedCredentials;

/** Builds the rows of new and of changed accounts. */
public record AccountRows(Vault vault, Ids ids, InstantSource clock) {

    static boolean suspended(AccountRow row) {
        return row.loginFailures().flatMap(LoginFailuresRow::suspendedAt).isPresent();
    }

    /** Returns the row of a new account. */
    AccountRow first(UserId owner, AccountId id, AcceptedRequest accepted, Credentials credentials) {
        String address = accepted.newAddress();
        Instant now = now();
        return new AccountRow(
                id,
                owner,
                address,
                credentials.login(),
                accepted.smtpLogin(),
                accepted.service(),
                accepted.manual(),
                accepted.origin().name(),
                Optional.of(vault.seal(
                        new Vault.Binding(
                                id,
                                owner,
                                address,
                                credentials.login(),
                                accepted.smtpLogin(),
                                accepted.service(),
                                accepted.manual(),
                                accepted.origin().name()),
                        credentials,
                        accepted.home())),
                Optional.empty(),
                1,
                1,
                ids.random(),
                now,
                now);
    }

    /** Returns the account with other servers and credentials, in the next generation. */
    AccountRow moved(AccountRow seen, AcceptedRequest accepted, Credentials credentials) {
        return new AccountRow(
                seen.id(),
                seen.owner(),
                seen.address(),
                credentials.login(),
                accepted.smtpLogin(),
                accepted.service(),
                accepted.manual(),
                accepted.origin().name(),
                Optional.of(vault.seal(
                        new Vault.Binding(
                                seen.id(),
                                seen.owner(),
                                seen.address(),
                                credentials.login(),
                                accepted.smtpLogin(),
                                accepted.service(),
                                accepted.manual(),
                                accepted.origin().name()),
                        credentials,
                        accepted.home())),
                Optional.empty(),
                seen.generation() + 1,
                seen.version() + 1,
                ids.random(),
                seen.createdAt(),
                after(seen));
    }

    /** Returns the account with other credentials and without login failures. */
    AccountRow withCredentials(AccountRow seen, Credentials credentials, Destinations home) {
        var binding = new Vault.Binding(
                seen.id(),
                seen.owner(),
                seen.address(),
                credentials.login(),
                seen.smtpLogin(),
                seen.service(),
                seen.manual(),
                seen.origin());
        return with(
                seen,
                credentials.login(),
                Optional.of(vault.seal(binding, credentials, home)),
                Optional.empty(),
                after(seen));
    }

    /** Returns the account with the same credentials, sealed again. */
    AccountRow resealed(AccountRow seen, SealedCredentials sealed) {
        return with(seen, seen.login(), Optional.of(sealed), seen.loginFailures(), seen.changedAt());
    }

    /**
     * Returns the manual account as an account of a service that has the same servers. The generation and the time of
     * the last change stay the same, so that open connections stay open.
     */
    AccountRow attached(AccountRow seen, ServiceId service, SealedCredentials sealed) {
        return new AccountRow(
                seen.id(),
                seen.owner(),
                seen.address(),
                seen.login(),
                seen.smtpLogin(),
                Optional.of(service),
                Optional.empty(),
                Origin.ADMINISTRATOR.name(),
                Optional.of(sealed),
                seen.loginFailures(),
                seen.generation(),
                seen.version() + 1,
                ids.random(),
                seen.createdAt(),
                seen.changedAt());
    }

    /** Returns the account as a report of a login leaves it: with these credentials and login failures. */
    AccountRow reported(
            AccountRow seen, Optional<SealedCredentials> credentials, Optional<LoginFailuresRow> loginFailures) {
        return with(seen, seen.login(), credentials, loginFailures, seen.changedAt());
    }

    private AccountRow with(
            AccountRow seen,
            String login,
            Optional<SealedCredentials> sealed,
            Optional<LoginFailuresRow> loginFailures,
            Instant changedAt) {
        return new AccountRow(
                seen.id(),
                seen.owner(),
                seen.address(),
                login,
                seen.smtpLogin(),
                seen.service(),
                seen.manual(),
                seen.origin(),
                sealed,
                loginFailures,
                seen.generation(),
                seen.version() + 1,
                ids.random(),
                seen.createdAt(),
                changedAt);
    }

    /**
     * Returns the present instant or, if it is not after the last change, the instant 1 microsecond after the last
     * change: no two changes of an account have the same instant.
     */
    private Instant after(AccountRow seen) {
        Instant now = now();
        return now.isAfter(seen.changedAt()) ? now : seen.changedAt().plus(1, ChronoUnit.MICROS);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
