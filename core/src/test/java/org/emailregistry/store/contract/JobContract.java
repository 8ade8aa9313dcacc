package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.emailregistry.Administration;
import org.emailregistry.Adoption;
import org.emailregistry.AdoptionResult;
import org.emailregistry.AttachmentPlan;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Finding;
import org.emailregistry.KeyUse;
import org.emailregistry.MailAccounts;
import org.emailregistry.ManualAccounts;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.UserId;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.ServiceDefinition;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.SettingsRow;
import org.junit.jupiter.api.Test;

/**
 * Jobs that go through pages of accounts pass over nobody, whatever changes beside them; and a purge takes nothing from
 * a service that came back.
 */
interface JobContract extends NeedsDatabase {
    Instant REMOVED = World.START;
    Instant BETWEEN = REMOVED.plus(Duration.ofDays(1));
    Instant REMOVED_AGAIN = REMOVED.plus(Duration.ofDays(2));
    Instant AFTERWARDS = REMOVED.plus(Duration.ofDays(3));

    ServiceId BACK = new ServiceId("back");

    /** How many accounts a job goes through beside others. */
    default int crowd() {
        return switch (System.getProperty("tests.count", "sample")) {
            case "long" -> 1000;
            case "soak" -> 3000;
            default -> 200;
        };
    }

    @Test
    default void aResealBesideReportsPassesOverNobody() throws Exception {
        try (var world = World.on(this)) {
            List<MailAccount> accounts = adopt(world, login -> World.to(World.GMAIL.id(), login));
            Administration admin = rotating(world).administration("root");
            List<JobPage> pages =
                    beside(reporters(world, accounts, 3), () -> pages(PageRequest.first(100), admin::reseal));
            assertThat(world.store().credentialKeys()).isEqualTo(Map.of("second", (long) accounts.size()));
            assertThat(done(pages)).containsExactlyInAnyOrderElementsOf(ids(accounts));
            assertThat(left(pages)).isEmpty();
        }
    }

    @Test
    default void aPurgeBesideResealsLeavesNoCredentialsOfTheRemovedService() throws Exception {
        try (var world = World.on(this)) {
            EmailServiceRegistry first = world.node(builder -> builder.cipher(World.ring("first")));
            EmailService acme = first.administration("root").add(World.draft("Acme"));
            adopt(world, login -> World.to(acme.id(), login));
            World.remove(first.administration("root"), acme.id());
            RegistryStore store = world.store();
            // Each of the two seals anew what the other has sealed, until the purge has ended.
            List<Turn> resealing = new ArrayList<>();
            for (String[] ring : new String[][] {{"first", "second"}, {"second", "first"}}) {
                Administration admin =
                        world.node(builder -> builder.cipher(World.ring(ring))).administration("root");
                // Without the first page, which stores the service anew, so that a purge would begin again.
                PageRequest from = admin.reseal(PageRequest.first(1)).next().orElseThrow();
                resealing.add(turn -> pages(PageRequest.after(from.cursor().orElseThrow(), 100), admin::reseal));
            }
            long purged = beside(resealing, () -> {
                long credentials = 0;
                PurgeResult result;
                do {
                    result = store.purge(BETWEEN, 90);
                    credentials += result.credentials();
                    if (!result.more() && result.left().isEmpty()) {
                        assertThat(sealed(store, new AccountQuery.OfService(acme.id())))
                                .isEmpty();
                    }
                } while (result.more());
                return credentials;
            });
            assertThat(purged).isEqualTo(crowd());
            assertThat(sealed(store, new AccountQuery.All())).isEmpty();
        }
    }

    @Test
    default void anAttachmentBesideReportsPassesOverNobody() throws Exception {
        try (var world = World.on(this)) {
            List<MailAccount> accounts = adopt(world, login -> World.manually(login, "mail.home.example"));
            EmailServiceRegistry first = world.node(builder -> builder.cipher(World.ring("first")));
            EmailService home = first.administration("root").add(home());
            ManualAccounts manual = first.administration("root").manualAccounts();
            AttachmentPlan plan = manual.planAttachment(home.id());
            List<JobPage> pages = beside(
                    reporters(world, accounts, 3),
                    () -> pages(PageRequest.first(100), wanted -> manual.attach(plan, plan.token(), wanted)));
            assertThat(done(pages)).containsExactlyInAnyOrderElementsOf(ids(accounts));
            assertThat(left(pages)).isEmpty();
            assertThat(manual.count()).isZero();
        }
    }

    @Test
    default void anAccountThatChangesDuringItsStepIsDoneAllTheSame() {
        try (var world = World.on(this)) {
            EmailServiceRegistry first = world.node(builder -> builder.cipher(World.ring("first")));
            MailAccounts accounts = first.accounts();
            MailAccount anna = accounts.connect(World.ANNA, World.manually("anna@home.example", "mail.home.example"));
            var line = new UnreliableStore(world.store());
            EmailServiceRegistry registry =
                    world.node(line.store(), builder -> builder.cipher(World.ring("first", "second")));
            Administration admin = registry.administration("root");
            line.beforeNext("replace", () -> accounts.report(anna, Outcome.TIMEOUT));
            assertThat(admin.reseal(PageRequest.first(10)))
                    .isEqualTo(new JobPage(List.of(anna.id()), List.of(), Optional.empty()));

            EmailService home = admin.add(home());
            AttachmentPlan plan = admin.manualAccounts().planAttachment(home.id());
            line.beforeNext("move", () -> accounts.report(anna, Outcome.OK));
            assertThat(admin.manualAccounts().attach(plan, plan.token(), PageRequest.first(10)))
                    .isEqualTo(new JobPage(List.of(anna.id()), List.of(), Optional.empty()));
        }
    }

    @Test
    default void whatIsRefusedAtEachAttemptIsNamedAndALaterRunDoesIt() {
        try (var world = World.on(this)) {
            EmailServiceRegistry first = world.node(builder -> builder.cipher(World.ring("first")));
            MailAccount anna = first.accounts().connect(World.ANNA, World.to(World.GMAIL.id(), "anna"));
            MailAccount ben = first.accounts().connect(World.BEN, World.to(World.GMAIL.id(), "ben"));
            var line = new UnreliableStore(world.store());
            EmailServiceRegistry busy =
                    world.node(line.store(), builder -> builder.cipher(World.ring("first", "second")));
            line.refuse("replace", false);
            JobPage page = busy.administration("root").reseal(PageRequest.first(10));
            assertThat(line.refused()).isEqualTo(2 * RegistryStore.JOB_ATTEMPTS);
            assertThat(page.done()).isEmpty();
            assertThat(page.left())
                    .containsExactlyInAnyOrder(
                            new JobPage.Left(anna.id(), JobPage.Reason.CHANGED_CONCURRENTLY),
                            new JobPage.Left(ben.id(), JobPage.Reason.CHANGED_CONCURRENTLY));
            JobPage later = rotating(world).administration("root").reseal(PageRequest.first(10));
            assertThat(later.done()).containsExactlyInAnyOrder(anna.id(), ben.id());
            assertThat(later.left()).isEmpty();
        }
    }

    @Test
    default void anAccountWhoseKeyIsMissingIsNamedAndOneThatIsDeletedIsNot() {
        try (var world = World.on(this)) {
            EmailServiceRegistry first = world.node(builder -> builder.cipher(World.ring("first")));
            EmailServiceRegistry lost = world.node(builder -> builder.cipher(World.ring("lost")));
            MailAccount anna = lost.accounts().connect(World.ANNA, World.to(World.GMAIL.id(), "anna"));
            MailAccount ben = first.accounts().connect(World.BEN, World.to(World.GMAIL.id(), "ben"));
            var line = new UnreliableStore(world.store());
            EmailServiceRegistry registry =
                    world.node(line.store(), builder -> builder.cipher(World.ring("first", "second")));
            line.beforeNext("replace", () -> first.accounts().disconnect(ben.id()));
            JobPage page = registry.administration("root").reseal(PageRequest.first(10));
            assertThat(page.done()).isEmpty();
            assertThat(page.left()).containsExactly(new JobPage.Left(anna.id(), JobPage.Reason.CREDENTIALS_UNREADABLE));
        }
    }

    @Test
    default void theKeysInUseAreCountedBeforeDuringAndAfterAReseal() {
        try (var world = World.on(this)) {
            EmailServiceRegistry first = world.node(builder -> builder.cipher(World.ring("first")));
            Administration before = first.administration("root");
            assertThat(before.keysInUse()).isEmpty();
            EmailService acme = before.add(World.draft("Acme"));
            World.remove(before, before.add(World.draft("Removed")).id());
            before.allowManualEntry(true);
            for (String user : List.of("anna", "ben", "carl")) {
                first.accounts().connect(new UserId(user), World.to(acme.id(), user));
            }
            long rows = 3;
            assertThat(before.keysInUse()).containsExactly(new KeyUse("first", 3, rows));

            EmailServiceRegistry registry = rotating(world);
            Administration admin = registry.administration("root");
            PageRequest next = admin.reseal(PageRequest.first(2)).next().orElseThrow();
            List<KeyUse> during = List.of(new KeyUse("first", 1, 0), new KeyUse("second", 2, rows));
            assertThat(admin.keysInUse()).isEqualTo(during);
            assertThat(registry.check())
                    .isEqualTo(during.stream().map(Finding.KeyInUse::new).toList());

            admin.reseal(next);
            assertThat(admin.keysInUse()).containsExactly(new KeyUse("second", 3, rows));
            assertThat(registry.check()).containsExactly(new Finding.KeyInUse(new KeyUse("second", 3, rows)));
        }
    }

    @Test
    default void aServiceThatComesBackInTheMiddleOfAPurgeKeepsWhatWasLeft() {
        try (Database database = newDatabase();
                RegistryStore store = database.connect()) {
            List<AccountRow> accounts = withAccounts(store);
            put(store, Optional.of(REMOVED));
            assertThat(store.purge(BETWEEN, 20).credentials()).isEqualTo(20);
            assertThat(store.purge(BETWEEN, 20).credentials()).isEqualTo(20);

            put(store, Optional.empty());
            List<AccountId> kept = sealed(store, new AccountQuery.OfService(BACK));
            assertThat(kept).hasSize(crowd() - 40);
            assertThat(store.purge(AFTERWARDS, 1000).credentials()).isZero();
            assertThat(sealed(store, new AccountQuery.OfService(BACK))).isEqualTo(kept);

            // Some of those whose credentials were purged enter them again.
            List<AccountId> anew = ids(store, AccountQuery.OfService::new).subList(5, 15);
            anew.forEach(id -> Tampering.rewrite(
                    store,
                    id,
                    row -> Tampering.with(
                            row, row.service(), row.manual(), accounts.get(0).credentials())));
            put(store, Optional.of(REMOVED_AGAIN));
            for (Instant before : List.of(BETWEEN, REMOVED_AGAIN)) {
                PurgeResult result = store.purge(before, 1000);
                assertThat(result.credentials()).isZero();
                assertThat(result.services()).isZero();
            }
            assertThat(sealed(store, new AccountQuery.OfService(BACK))).hasSize(kept.size() + anew.size());
            assertThat(purgeAll(store, AFTERWARDS, 20)).isEqualTo(kept.size() + anew.size());
            assertThat(sealed(store, new AccountQuery.OfService(BACK))).isEmpty();
        }
    }

    @Test
    default void aPurgeThatIsRunningTakesNothingFromAServiceThatCameBackEvenIfItIsRemovedAgain() throws Exception {
        for (boolean removedAgain : new boolean[] {false, true}) {
            try (Database database = newDatabase();
                    RegistryStore store = database.connect();
                    RegistryStore other = database.connect()) {
                List<AccountRow> accounts = withAccounts(store);
                put(store, Optional.of(REMOVED));
                List<AccountId> kept = new ArrayList<>();
                beside(List.of(turn -> other.purge(BETWEEN, 1000)), () -> {
                    int looks = 0;
                    while (sealed(store, new AccountQuery.OfService(BACK)).size() == accounts.size()) {
                        assertThat(++looks).isLessThan(10_000);
                    }
                    put(store, Optional.empty());
                    kept.addAll(sealed(store, new AccountQuery.OfService(BACK)));
                    if (removedAgain) {
                        put(store, Optional.of(REMOVED_AGAIN));
                    }
                    return kept;
                });
                assertThat(other.purge(BETWEEN, 1000).credentials()).isZero();
                assertThat(sealed(store, new AccountQuery.OfService(BACK))).isEqualTo(kept);
                if (!removedAgain) {
                    put(store, Optional.of(REMOVED_AGAIN));
                }
                assertThat(purgeAll(other, AFTERWARDS, 1000)).isEqualTo(kept.size());
                assertThat(sealed(store, new AccountQuery.OfService(BACK))).isEmpty();
            }
        }
    }

    @Test
    default void ofTwoPurgesBesideEachOtherEachGoesOnUntilNothingIsLeft() throws Exception {
        try (Database database = newDatabase();
                RegistryStore store = database.connect();
                RegistryStore other = database.connect()) {
            for (int i = 0; i < 40; i++) {
                put(store, new ServiceId("unused" + i), Optional.of(REMOVED), REMOVED);
            }
            withAccounts(store);
            put(store, Optional.of(REMOVED));
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<?>> purges = new ArrayList<>();
                for (RegistryStore node : List.of(store, other)) {
                    purges.add(threads.submit(() -> {
                        purgeAll(node, BETWEEN, 10);
                        assertThat(sealed(node, new AccountQuery.All())).isEmpty();
                        assertThat(node.catalog().services())
                                .extracting(ServiceRow::id)
                                .containsExactly(BACK);
                        assertThat(node.changes(0, 100).changes())
                                .extracting(Change::instant)
                                .containsOnly(AFTERWARDS);
                    }));
                }
                for (Future<?> purge : purges) {
                    purge.get();
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    /** One of many repetitions of what happens beside a job. */
    interface Turn {
        void take(int turn);
    }

    /** Does some work while others take one turn after the other, each at least one before the work begins. */
    private static <T> T beside(List<? extends Turn> others, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(others.size());
        var ended = new AtomicBoolean();
        var begun = new CountDownLatch(others.size());
        List<Future<?>> running = new ArrayList<>();
        try {
            for (Turn other : others) {
                running.add(threads.submit(() -> {
                    begun.countDown();
                    for (int turn = 0; !ended.get(); turn++) {
                        other.take(turn);
                    }
                }));
            }
            begun.await();
            return work.call();
        } finally {
            ended.set(true);
            threads.shutdown();
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    /** Nodes that report failures and successes of all accounts, in any order. */
    private static List<Turn> reporters(World world, List<MailAccount> accounts, int nodes) {
        List<Outcome> outcomes = List.of(Outcome.TIMEOUT, Outcome.OK, Outcome.CREDENTIALS_REJECTED);
        List<Turn> reporters = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            var random = new Random(i);
            MailAccounts node = rotating(world).accounts();
            reporters.add(turn -> node.report(
                    accounts.get(random.nextInt(accounts.size())), outcomes.get(random.nextInt(outcomes.size()))));
        }
        return reporters;
    }

    /** A node that has a new key. */
    private static EmailServiceRegistry rotating(World world) {
        return world.node(builder -> builder.cipher(World.ring("first", "second")));
    }

    private static ServiceDraft home() {
        return ServiceDraft.named("Home")
                .withSmtp("mail.home.example:465", true)
                .withImap("mail.home.example:993", ConnectionSecurity.TLS);
    }

    /** Many accounts, whose credentials are sealed with the first key. */
    private List<MailAccount> adopt(World world, Function<String, ConnectRequest> request) {
        EmailServiceRegistry first = world.node(builder -> builder.cipher(World.ring("first")));
        for (int from = 0; from < crowd(); from += RegistryStore.MAXIMUM_PAGE) {
            List<Adoption> some = new ArrayList<>();
            for (int i = from; i < Math.min(crowd(), from + RegistryStore.MAXIMUM_PAGE); i++) {
                some.add(new Adoption(
                        new UserId("user" + i),
                        new AccountId("account" + i),
                        request.apply("user" + i + "@home.example")));
            }
            assertThat(first.administration("root").adopt(some))
                    .extracting(AdoptionResult::outcome)
                    .containsOnly(AdoptionResult.Outcome.ADOPTED);
        }
        List<MailAccount> accounts = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAXIMUM_LIMIT));
        while (next.isPresent()) {
            Page<MailAccount> page = first.accounts().all(next.get());
            accounts.addAll(page.items());
            next = page.next();
        }
        assertThat(accounts).hasSize(crowd());
        return accounts;
    }

    private static List<JobPage> pages(PageRequest from, Function<PageRequest, JobPage> job) {
        List<JobPage> pages = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(from);
        while (next.isPresent()) {
            JobPage page = job.apply(next.get());
            pages.add(page);
            next = page.next();
        }
        return pages;
    }

    private static List<AccountId> done(List<JobPage> pages) {
        return pages.stream().flatMap(page -> page.done().stream()).toList();
    }

    private static List<JobPage.Left> left(List<JobPage> pages) {
        return pages.stream().flatMap(page -> page.left().stream()).toList();
    }

    private static List<AccountId> ids(List<MailAccount> accounts) {
        return accounts.stream().map(MailAccount::id).toList();
    }

    private static List<AccountRow> rows(RegistryStore store, AccountQuery query) {
        List<AccountRow> rows = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAXIMUM_LIMIT));
        while (next.isPresent()) {
            AccountsAtVersion page = store.accounts(query, next.get());
            rows.addAll(page.accounts());
            next = page.next();
        }
        return rows;
    }

    private static List<AccountId> ids(RegistryStore store, Function<ServiceId, AccountQuery> query) {
        return rows(store, query.apply(BACK)).stream().map(AccountRow::id).toList();
    }

    /** The accounts that have credentials. */
    private static List<AccountId> sealed(RegistryStore store, AccountQuery query) {
        return rows(store, query).stream()
                .filter(row -> row.credentials().isPresent())
                .map(AccountRow::id)
                .toList();
    }

    /** Purges until nothing is left, and returns the number of purged credentials. */
    private static long purgeAll(RegistryStore store, Instant before, int limit) {
        long credentials = 0;
        PurgeResult result;
        do {
            result = store.purge(before, limit);
            assertThat(result.left()).isEmpty();
            credentials += result.credentials();
        } while (result.more());
        return credentials;
    }

    /** A service with many accounts, each with credentials. */
    private List<AccountRow> withAccounts(RegistryStore store) {
        put(store, Optional.empty());
        List<AccountRow> accounts = new ArrayList<>();
        for (int i = 0; i < crowd(); i++) {
            accounts.add(account("account" + i));
        }
        for (int from = 0; from < crowd(); from += RegistryStore.MAXIMUM_PAGE) {
            assertThat(store.insertAll(accounts.subList(from, Math.min(crowd(), from + RegistryStore.MAXIMUM_PAGE))))
                    .containsOnly(InsertResult.INSERTED);
        }
        return accounts;
    }

    /** Stores the service, removed at an instant or not, and closes or opens its door. */
    private static void put(RegistryStore store, Optional<Instant> removedAt) {
        // The entry of the history has no age that a purge takes.
        put(store, BACK, removedAt, AFTERWARDS);
    }

    private static void put(RegistryStore store, ServiceId id, Optional<Instant> removedAt, Instant now) {
        CatalogVersion seen = store.version();
        var next = new CatalogVersion(seen.revision() + 1, "commit " + seen.revision());
        var server = new ServerRow("imap.acme.example:993", "TLS", "AS_TYPED");
        var definition = new ServiceDefinition(
                id.value(),
                new SettingsRow(server, server),
                List.of("PASSWORD"),
                List.of(),
                Optional.empty(),
                List.of(),
                new CatalogVersion(1, "commit 0"));
        var service =
                new ServiceRow(id, Optional.of(definition), false, next.revision(), removedAt, "", Optional.empty());
        var change = new Change(
                next.revision(),
                now,
                "root",
                Change.Kind.EDITED,
                Optional.of(id),
                id.value(),
                Map.of(),
                Map.of(),
                List.of(),
                "");
        assertThat(store.commit(new CatalogCommit(
                        seen,
                        next,
                        now,
                        "operation of " + next.commitId(),
                        List.of(service),
                        Optional.empty(),
                        List.of(new DoorDecision(
                                DoorId.of(id), next.revision(), removedAt.isEmpty(), OptionalLong.empty())),
                        List.of(change))))
                .isEqualTo(CommitResult.COMMITTED);
    }

    private static AccountRow account(String id) {
        return new AccountRow(
                new AccountId(id),
                new UserId("user of " + id),
                id + "@acme.example",
                id,
                Optional.empty(),
                Optional.of(BACK),
                Optional.empty(),
                "USER",
                Optional.of(new SealedCredentials(
                        "PASSWORD",
                        new Sealed("key", new byte[] {1, 2, 3}),
                        "smtp a.example TLS -",
                        "imap a.example TLS -",
                        "")),
                Optional.empty(),
                1,
                1,
                "operation",
                World.START,
                World.START);
    }
}
