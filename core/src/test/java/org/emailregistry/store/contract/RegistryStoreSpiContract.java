package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;
import org.junit.jupiter.api.Test;

/** The SPI by itself: what a store is asked for, and how it answers. */
interface RegistryStoreSpiContract extends NeedsDatabase {
    /** To the microsecond, which is what a store has to keep. */
    Instant NOW = Instant.parse("2026-02-03T04:05:06.123456Z");

    ServiceId ACME = new ServiceId("acme");
    DoorId DOOR = DoorId.of(ACME);

    @Test
    default void aNewStoreIsEmpty() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            assertThat(store.catalog()).isEqualTo(CatalogState.EMPTY);
            assertThat(store.version()).isEqualTo(CatalogVersion.EMPTY);
            assertThat(store.door(DOOR)).isEqualTo(Door.INITIAL);
            assertThat(store.door(DoorId.MANUAL)).isEqualTo(Door.INITIAL);
            assertThat(store.account(new AccountId("a"))).isEmpty();
            assertThat(store.accounts(new AccountQuery.All(), PageRequest.first(10))
                            .accounts())
                    .isEmpty();
            assertThat(store.changes(0, 10).changes()).isEmpty();
            assertThat(store.committed("op")).isEmpty();
        }
    }

    @Test
    default void whatReadsTheVersionsOfSeveralTenantsSaysWhatTheStoreSays() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            CatalogCommit commit = commit(CatalogVersion.EMPTY, "commit-1", OptionalLong.empty());
            store.commit(commit);
            List<String> tenants = List.of("nobody", store.tenant(), "", store.tenant());
            assertThat(store.versionReader().map(reader -> reader.versions(tenants)))
                    .isIn(Optional.empty(), Optional.of(Map.of(store.tenant(), commit.next())));
        }
    }

    @Test
    default void everythingInACommitIsReadBackExactlyOnEveryNode() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect();
                RegistryStore other = database.connect()) {
            CatalogCommit commit = commit(CatalogVersion.EMPTY, "commit-1", OptionalLong.empty());
            assertThat(store.commit(commit)).isEqualTo(CommitResult.COMMITTED);
            assertThat(other.catalog())
                    .isEqualTo(new CatalogState(
                            commit.next(),
                            NOW,
                            commit.services(),
                            commit.manualEntry().orElseThrow()));
            assertThat(other.version()).isEqualTo(commit.next());
            assertThat(other.changes(0, 10).changes()).isEqualTo(commit.changes());
            assertThat(other.committed(commit.operation())).contains(commit.next());
            assertThat(other.door(DOOR)).isEqualTo(new Door(1, true, 0, 0));
            assertThat(other.door(DoorId.MANUAL)).isEqualTo(new Door(1, false, 0, 0));
        }
    }

    @Test
    default void aCommitOnAnotherVersionIsRefusedEvenIfTheNumberIsTheSame() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            store.commit(commit(CatalogVersion.EMPTY, "commit-1", OptionalLong.empty()));
            CatalogState before = store.catalog();
            for (CatalogVersion wrong : List.of(
                    CatalogVersion.EMPTY, new CatalogVersion(1, "another"), new CatalogVersion(2, "commit-1"))) {
                assertThat(store.commit(commit(wrong, "commit-2", OptionalLong.empty())))
                        .isEqualTo(CommitResult.CATALOG_MOVED);
            }
            assertThat(store.catalog()).isEqualTo(before);
        }
    }

    @Test
    default void anArrivalRefusesACommitThatExpectedNoneAndADepartureDoesNot() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            CatalogCommit first = commit(CatalogVersion.EMPTY, "commit-1", OptionalLong.empty());
            store.commit(first);
            AccountRow anna = account("a", "anna", Optional.of(ACME));
            store.insert(anna, 1, 10);
            assertThat(store.commit(commit(first.next(), "commit-2", OptionalLong.of(0))))
                    .isEqualTo(CommitResult.DOOR_MOVED);
            assertThat(store.version()).isEqualTo(first.next());
            store.delete(anna);
            assertThat(store.door(DOOR)).isEqualTo(new Door(1, true, 0, 1));
            assertThat(store.commit(commit(first.next(), "commit-2", OptionalLong.of(1))))
                    .isEqualTo(CommitResult.COMMITTED);
        }
    }

    @Test
    default void anAccountIsReadBackExactlyOnEveryNode() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect();
                RegistryStore other = database.connect()) {
            store.commit(commit(CatalogVersion.EMPTY, "commit-1", OptionalLong.empty()));
            AccountRow corporate = account("a", "дмитрий", Optional.of(ACME));
            AccountRow manual = account("b", "Anna ", Optional.empty());
            assertThat(store.insert(corporate, 1, 10)).isEqualTo(InsertResult.INSERTED);
            assertThat(store.insertAll(List.of(manual))).containsExactly(InsertResult.INSERTED);
            for (AccountRow row : List.of(corporate, manual)) {
                assertThat(other.account(row.id()).orElseThrow().account()).isEqualTo(row);
                assertThat(other.account(row.id()).orElseThrow().version()).isEqualTo(store.version());
            }
            AccountsAtVersion both = other.accounts(List.of(manual.id(), corporate.id(), new AccountId("c")));
            assertThat(both.accounts()).containsExactlyInAnyOrder(corporate, manual);
            assertThat(both.version()).isEqualTo(store.version());
        }
    }

    @Test
    default void aDoorLetsInOnlyWhoKnowsItsRevisionAndOnlyWhileOpen() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            store.commit(commit(CatalogVersion.EMPTY, "commit-1", OptionalLong.empty()));
            AccountRow anna = account("a", "anna", Optional.of(ACME));
            assertThat(store.insert(anna, 0, 10)).isEqualTo(InsertResult.DOOR_CLOSED_OR_MOVED);
            assertThat(store.insert(anna, 2, 10)).isEqualTo(InsertResult.DOOR_CLOSED_OR_MOVED);
            AccountRow manual = account("b", "anna", Optional.empty());
            assertThat(store.insert(manual, 1, 10)).isEqualTo(InsertResult.DOOR_CLOSED_OR_MOVED);
            AccountRow nowhere = account("c", "anna", Optional.of(new ServiceId("nowhere")));
            assertThat(store.insert(nowhere, 1, 10)).isEqualTo(InsertResult.DOOR_CLOSED_OR_MOVED);
            assertThat(store.accounts(new AccountQuery.All(), PageRequest.first(10))
                            .accounts())
                    .isEmpty();
        }
    }

    @Test
    default void idsDifferByEveryByte() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            List<String> users = List.of("anna", "Anna", "anna ", "anna\u0301", "ann\u00e1", "a_na", "a%");
            for (String user : users) {
                assertThat(store.insert(account("id " + user, user, Optional.empty()), 0, 1))
                        .isEqualTo(InsertResult.INSERTED);
            }
            for (String user : users) {
                assertThat(store.accounts(new AccountQuery.OfUser(new UserId(user)), PageRequest.first(10))
                                .accounts())
                        .singleElement()
                        .satisfies(row -> assertThat(row.id().value()).isEqualTo("id " + user));
            }
        }
    }

    @Test
    default void aRowIsReplacedMovedOrDeletedOnlyAsItWasSeen() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            store.commit(commit(CatalogVersion.EMPTY, "commit-1", OptionalLong.empty()));
            AccountRow first = account("a", "anna", Optional.of(ACME));
            store.insert(first, 1, 10);
            AccountRow second = version(first, 2);
            assertThat(store.replace(first, second)).isTrue();
            assertThat(store.replace(first, version(first, 2))).isFalse();
            assertThat(store.delete(first)).isFalse();
            assertThat(store.move(first, version(first, 2), 1)).isEqualTo(InsertResult.ALREADY_CONNECTED);
            assertThat(store.move(second, version(second, 3), 1)).isEqualTo(InsertResult.INSERTED);
            assertThat(store.door(DOOR)).isEqualTo(new Door(1, true, 1, 2));
            assertThat(store.delete(version(second, 3))).isTrue();
            assertThat(store.delete(version(second, 3))).isTrue();
            assertThat(store.replace(version(second, 3), version(second, 4))).isFalse();
            assertThat(store.door(DOOR)).isEqualTo(new Door(1, true, 0, 2));
        }
    }

    @Test
    default void pagesFollowTheOrderOfBytes() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            // In UTF-16 the last two would change places.
            List<String> ids = List.of("Z", "a", "a b", "ab", "\uff5e", "\ud83d\ude00");
            for (String id : ids) {
                store.insert(account(id, "user " + id, Optional.empty()), 0, 10);
            }
            List<String> listed = new ArrayList<>();
            Optional<PageRequest> cursor = Optional.of(PageRequest.first(2));
            do {
                AccountsAtVersion page = store.accounts(new AccountQuery.Manual(), cursor.orElseThrow());
                page.accounts().forEach(row -> listed.add(row.id().value()));
                cursor = page.next();
            } while (cursor.isPresent());
            assertThat(listed).isEqualTo(ids);
            assertThat(store.accounts(new AccountQuery.OfService(ACME), PageRequest.first(10))
                            .accounts())
                    .isEmpty();
        }
    }

    private static CatalogCommit commit(CatalogVersion expected, String commitId, OptionalLong arrivals) {
        var next = new CatalogVersion(expected.revision() + 1, commitId);
        var server = new ServerRow("imap.acme.example:993", "TLS", "ADDRESS");
        var definition = new ServiceDefinition(
                "Ａcme 会社 😀",
                new SettingsRow(new ServerRow("smtp.acme.example:465", "TLS", "AS_TYPED"), server),
                List.of("PASSWORD", "OAUTH2"),
                List.of("acme.example", "acme.test"),
                Optional.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                List.of("imap old.example TLS -", "smtp old.example TLS -"),
                next);
        return new CatalogCommit(
                expected,
                next,
                NOW,
                "operation of " + commitId,
                List.of(
                        new ServiceRow(
                                ACME,
                                Optional.of(definition),
                                false,
                                next.revision(),
                                Optional.empty(),
                                "destined=7\nfrom a later version=\\n ü\n",
                                Optional.of(new Sealed("key", new byte[] {0, -1, 10}))),
                        new ServiceRow(
                                new ServiceId("gone"),
                                Optional.of(definition),
                                true,
                                next.revision(),
                                Optional.of(NOW),
                                "",
                                Optional.empty()),
                        new ServiceRow(
                                new ServiceId("standard"),
                                Optional.empty(),
                                true,
                                next.revision(),
                                Optional.empty(),
                                "x=1\n",
                                Optional.of(new Sealed("key", new byte[] {1})))),
                Optional.of(new ManualEntryRow(
                        false, next.revision(), "y=2\n", Optional.of(new Sealed("key", new byte[] {2, 0})))),
                List.of(
                        new DoorDecision(DOOR, next.revision(), true, arrivals),
                        new DoorDecision(DoorId.MANUAL, next.revision(), false, OptionalLong.empty())),
                List.of(
                        new Change(
                                next.revision(),
                                NOW,
                                "Мария",
                                Change.Kind.EDITED,
                                Optional.of(ACME),
                                "Ａcme 会社 😀",
                                Map.of("NAME", "old \"name\"", "TRUST", ""),
                                Map.of("NAME", "new, name=x", "TRUST", "digest"),
                                List.of("IMAP_HOST", "TRUST"),
                                "Мы переезжаем"),
                        new Change(
                                next.revision(),
                                NOW,
                                "Мария",
                                Change.Kind.MANUAL_ENTRY_FORBIDDEN,
                                Optional.empty(),
                                "",
                                Map.of(),
                                Map.of(),
                                List.of(),
                                "")));
    }

    private static AccountRow account(String id, String owner, Optional<ServiceId> service) {
        var server = new ServerRow("mail.home.example:993", "TLS", "AS_TYPED");
        return new AccountRow(
                new AccountId(id),
                new UserId(owner),
                "Änna@acme.example",
                "login ü",
                Optional.of("SMTP ü"),
                service,
                service.isPresent() ? Optional.empty() : Optional.of(new SettingsRow(server, server)),
                "USER",
                Optional.of(new SealedCredentials(
                        "PASSWORD",
                        new Sealed("key-1", new byte[] {0, 1, -1, 127, -128}),
                        "smtp a.example TLS -",
                        "imap a.example TLS -",
                        "destined=7\n")),
                Optional.of(new LoginFailuresRow("CREDENTIALS_REJECTED", NOW, 3, Optional.of(NOW))),
                1,
                1,
                "operation",
                NOW,
                NOW);
    }

    private static AccountRow version(AccountRow row, long version) {
        return new AccountRow(
                row.id(),
                row.owner(),
                row.address(),
                row.login(),
                row.smtpLogin(),
                row.service(),
                row.manual(),
                row.origin(),
                row.credentials(),
                row.loginFailures(),
                row.generation(),
                version,
                "operation " + version,
                row.createdAt(),
                row.changedAt());
    }
}
