package org.emailregistry.internal.resolve;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.emailregistry.LoginFailures;
import org.emailregistry.Resolution;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.ServiceRows;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;

/** Resolves an account row against one state of the catalog, without reading the store. */
public final class Resolver {
    private Resolver() {}

    public static MailAccount account(AccountRow row) {
        return new MailAccount(
                row.id(),
                row.owner(),
                row.address(),
                row.login(),
                row.smtpLogin(),
                row.service(),
                row.generation(),
                row.createdAt(),
                row.changedAt());
    }

    public static Resolution resolve(AccountRow row, Snapshot snapshot) {
        Resolution resolution = resolveIfSuspended(row, snapshot);
        Optional<Instant> suspendedAt = row.loginFailures().flatMap(LoginFailuresRow::suspendedAt);
        if (suspendedAt.isEmpty() || resolution instanceof Resolution.Unusable) {
            return resolution;
        }
        return new Resolution.Unusable(
                resolution.account(),
                Resolution.Reason.SUSPENDED,
                row.service().map(snapshot::entry).map(ServiceEntry::name),
                suspendedAt.get());
    }

    /** Resolves as if the account were not suspended: for a test of credentials, which may end the suspension. */
    static Resolution resolveIfSuspended(AccountRow row, Snapshot snapshot) {
        MailAccount account = account(row);
        if (row.service().isPresent() == row.manual().isPresent()
                || isFlawed(row.login())
                || row.smtpLogin().filter(Resolver::isFlawed).isPresent()) {
            return unusable(account, Resolution.Reason.ACCOUNT_INVALID, Optional.empty());
        }
        return row.service().isPresent()
                ? ofService(row, account, row.service().get(), snapshot)
                : ofManual(row, account, snapshot);
    }

    private static boolean isFlawed(String login) {
        return Text.flawOf(login, Credentials.MAXIMUM_LOGIN_LENGTH) != null;
    }

    /** Returns the login failures of an account; empty if the last login succeeded. */
    public static Optional<LoginFailures> loginFailures(AccountRow row) {
        return row.loginFailures()
                .map(f -> new LoginFailures(Outcome.named(f.outcome()), f.since(), f.failures(), f.suspendedAt()));
    }

    private static Resolution ofService(AccountRow row, MailAccount account, ServiceId id, Snapshot snapshot) {
        ServiceEntry entry = snapshot.entry(id);
        if (entry == null) {
            return unusable(account, Resolution.Reason.SERVICE_UNKNOWN, Optional.empty());
        }
        Optional<String> name = Optional.of(entry.name());
        Optional<Instant> removedAt = entry.removedAt();
        if (removedAt.isPresent()) {
            return new Resolution.Unusable(account, Resolution.Reason.SERVICE_REMOVED, name, removedAt.get());
        }
        if (entry.service().isEmpty() || entry.home().isEmpty()) {
            return unusable(account, Resolution.Reason.SERVICE_INVALID, name);
        }
        EmailService service = entry.service().get();
        Resolution.@Nullable Reason obstacle = obstacle(row, entry.home().get(), entry.formerDestinations());
        return obstacle != null
                ? unusable(account, obstacle, name)
                : usable(
                        row, account, service.servers(), Origin.ADMINISTRATOR, service.trustedCertificates(), snapshot);
    }

    private static Resolution usable(
            AccountRow row,
            MailAccount account,
            ServerSettings servers,
            Origin origin,
            Optional<TrustedCertificates> trustedCertificates,
            Snapshot snapshot) {
        return new Resolution.Usable(
                account,
                servers,
                row.login(),
                origin,
                trustedCertificates,
                snapshot.version().revision());
    }

    private static Resolution.@Nullable Reason obstacle(AccountRow row, Destinations present, List<String> former) {
        if (row.credentials().isEmpty()) {
            return Resolution.Reason.CREDENTIALS_MISSING;
        }
        return present.welcome(row.credentials().get(), former) ? null : Resolution.Reason.DESTINATION_NOT_CONFIRMED;
    }

    private static Resolution ofManual(AccountRow row, MailAccount account, Snapshot snapshot) {
        ServerSettings settings;
        Origin origin;
        try {
            settings = ServiceRows.read(row.manual().orElseThrow());
            origin = Origin.valueOf(row.origin());
        } catch (IllegalArgumentException e) {
            return unusable(account, Resolution.Reason.ACCOUNT_INVALID, Optional.empty());
        }
        Optional<TrustedCertificates> trustedCertificates = Optional.empty();
        Resolution.@Nullable Reason obstacle = obstacle(row, Destinations.ofAccount(settings), List.of());
        return obstacle != null
                ? unusable(account, obstacle, Optional.empty())
                : usable(row, account, settings, origin, trustedCertificates, snapshot);
    }

    private static Resolution unusable(MailAccount account, Resolution.Reason reason, Optional<String> name) {
        return new Resolution.Unusable(account, reason, name, account.changedAt());
    }
}
