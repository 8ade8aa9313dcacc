package org.emailregistry.internal.resolve;

import java.util.Optional;
import org.emailregistry.Resolution;
import org.emailregistry.account.MailAccount;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.SealedCredentials;

/** An account together with the catalog of the same instant. */
public record Located(AccountRow row, Snapshot snapshot) {
    public Resolution resolution() {
        return Resolver.resolve(row, snapshot);
    }

    public Resolution resolutionIfSuspended() {
        return Resolver.resolveIfSuspended(row, snapshot);
    }

    /** Returns the service's present destinations; empty if the account has no credentials that may be sent there. */
    public Optional<Destinations> home() {
        Optional<SealedCredentials> credentials = row.credentials();
        return row.service()
                .map(snapshot::entry)
                .flatMap(entry -> entry.home()
                        .filter(home -> credentials.isPresent()
                                && home.welcome(credentials.get(), entry.formerDestinations())));
    }

    /** Returns the resolution of an account whose credentials cannot be opened. */
    public Resolution.Unusable unreadable() {
        MailAccount account = Resolver.account(row);
        Optional<String> name = account.service().map(snapshot::entry).map(ServiceEntry::name);
        return new Resolution.Unusable(account, Resolution.Reason.CREDENTIALS_UNREADABLE, name, account.changedAt());
    }
}
