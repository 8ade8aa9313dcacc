package org.emailregistry.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;

/** What the tests put into the tables. */
final class Rows {
    static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00.000001Z");
    static final Instant TUESDAY = Instant.parse("2026-03-03T10:00:00Z");
    static final ServiceId ACME = new ServiceId("acme");
    static final ServiceId OTHER = new ServiceId("other");

    private static final SettingsRow SERVERS = new SettingsRow(
            new ServerRow("smtp.acme.example:465", "TLS", "AS_TYPED"),
            new ServerRow("imap.acme.example:993", "TLS", "AS_TYPED"));

    private Rows() {}

    /** A commit that adds services, or puts them in place of those before, and opens their doors. */
    static CatalogCommit adding(CatalogVersion seen, ServiceId... services) {
        return commit(seen, Optional.empty(), OptionalLong.empty(), services);
    }

    /** A commit that removes services if this number has arrived at each. */
    static CatalogCommit removing(CatalogVersion seen, long arrivals, ServiceId... services) {
        return commit(seen, Optional.of(MONDAY), OptionalLong.of(arrivals), services);
    }

    /** A commit that removes a service at an instant. */
    static CatalogCommit removing(CatalogVersion seen, Instant removedAt, ServiceId service) {
        return commit(seen, Optional.of(removedAt), OptionalLong.empty(), service);
    }

    private static CatalogCommit commit(
            CatalogVersion seen, Optional<Instant> removedAt, OptionalLong arrivals, ServiceId... services) {
        var next = new CatalogVersion(seen.revision() + 1, "commit " + (seen.revision() + 1));
        return new CatalogCommit(
                seen,
                next,
                MONDAY,
                "operation of " + next.commitId(),
                List.of(services).stream()
                        .map(id -> new ServiceRow(
                                id,
                                Optional.of(definition(id, next)),
                                false,
                                next.revision(),
                                removedAt,
                                "destined=1\n",
                                Optional.of(new Sealed("k", new byte[] {4}))))
                        .toList(),
                Optional.empty(),
                List.of(services).stream()
                        .map(id -> new DoorDecision(DoorId.of(id), next.revision(), removedAt.isEmpty(), arrivals))
                        .toList(),
                List.of(services).stream()
                        .map(id -> new Change(
                                next.revision(),
                                MONDAY,
                                "root",
                                removedAt.isPresent() ? Change.Kind.REMOVED : Change.Kind.ADDED,
                                Optional.of(id),
                                id.value(),
                                Map.of(),
                                Map.of("NAME", id.value()),
                                List.of(),
                                ""))
                        .toList());
    }

    private static ServiceDefinition definition(ServiceId id, CatalogVersion version) {
        return new ServiceDefinition(
                id.value(), SERVERS, List.of("PASSWORD"), List.of(), Optional.empty(), List.of(), version);
    }

    static AccountRow account(String id, Optional<ServiceId> service) {
        return account(id, "user of " + id, service, 1, Optional.empty());
    }

    /** The next version of an account, at a service, and failing or not. */
    static AccountRow next(AccountRow row, Optional<ServiceId> service, boolean failing) {
        return account(
                row.id().value(),
                row.owner().value(),
                service,
                row.version() + 1,
                failing
                        ? Optional.of(new LoginFailuresRow("CREDENTIALS_REJECTED", MONDAY, 1, Optional.empty()))
                        : Optional.empty());
    }

    static AccountRow account(
            String id,
            String owner,
            Optional<ServiceId> service,
            long version,
            Optional<LoginFailuresRow> loginFailures) {
        return new AccountRow(
                new AccountId(id),
                new UserId(owner),
                id + "@acme.example",
                id + "@acme.example",
                Optional.empty(),
                service,
                service.isPresent() ? Optional.empty() : Optional.of(SERVERS),
                "USER",
                Optional.of(new SealedCredentials(
                        "PASSWORD",
                        new Sealed("k", new byte[] {1, 2, 3}),
                        "smtp a.example TLS -",
                        "imap a.example TLS -",
                        "destined=1\n")),
                loginFailures,
                1,
                version,
                "operation " + version + " on " + id,
                MONDAY,
                MONDAY);
    }
}
