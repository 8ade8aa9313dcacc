package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.AccountEvent;
import org.emailregistry.AccountStatus;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.LoginFailures;
import org.emailregistry.MailAccounts;
import org.emailregistry.Resolution;
import org.emailregistry.ServiceHealth;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.probe.ProbeResult;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reported logins make of an account: its standing, its suspension, and the health of its service. */
interface LoginFailuresContract extends NeedsDatabase {

    /** A node that suspends after three, tells events in the thread they happen in, and does not look by itself. */
    private static EmailServiceRegistry strict(World world) {
        return world.node(builder ->
                builder.suspendAfter(3).listenerExecutor(Runnable::run).maxStaleness(Duration.ofDays(1)));
    }

    private static void refuse(MailAccounts accounts, MailAccount account, int times) {
        for (int i = 0; i < times; i++) {
            accounts.report(account, Outcome.CREDENTIALS_REJECTED);
        }
    }

    private static Optional<Instant> suspendedSince(MailAccounts accounts, AccountId id) {
        return accounts.resolve(id) instanceof Resolution.Unusable unusable
                        && unusable.reason() == Resolution.Reason.SUSPENDED
                ? Optional.of(unusable.since())
                : Optional.empty();
    }

    @Test
    default void asManyRefusalsInARowAsConfiguredSuspendAnAccountWithOneEventAndCutItsConnections() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = strict(world);
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            MailAccounts accounts = registry.accounts();
            var cuts = new AtomicInteger();
            List<AccountEvent> events = new ArrayList<>();
            try (Subscription watch = accounts.watch(anna.id(), cuts::incrementAndGet);
                    Subscription listening = registry.onAccountEvent(events::add)) {
                refuse(accounts, anna, 2);
                assertThat(suspendedSince(accounts, anna.id())).isEmpty();
                assertThat(accounts.loginFailures(anna.id()))
                        .contains(new LoginFailures(
                                Outcome.CREDENTIALS_REJECTED, world.clock.instant(), 2, Optional.empty()));
                world.clock.move(Duration.ofHours(1));
                Instant third = world.clock.instant();
                assertThat(accounts.report(anna, Outcome.CREDENTIALS_REJECTED).flatMap(LoginFailures::suspendedAt))
                        .contains(third);
                world.clock.move(Duration.ofHours(1));
                refuse(accounts, anna, 3);
                assertThat(suspendedSince(accounts, anna.id())).contains(third);
                assertThat(((Resolution.Unusable) accounts.resolve(anna.id())).serviceName())
                        .contains("Acme");
                assertThat(accounts.loginFailures(anna.id()).orElseThrow().failures())
                        .isEqualTo(3);
                assertThat(events)
                        .extracting(AccountEvent::kind)
                        .as("told of by %s and %s", watch, listening)
                        .containsExactlyInAnyOrder(AccountEvent.Kind.SUSPENDED, AccountEvent.Kind.CUT);
                assertThat(events).extracting(AccountEvent::instant).containsOnly(third);
                assertThat(events).extracting(event -> event.account().id()).containsOnly(anna.id());
                assertThat(cuts).hasValue(1);
            }
            // Every other node sees it, too, whatever its own limit is.
            assertThat(suspendedSince(world.registry().accounts(), anna.id())).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void onlyVerdictsOnCredentialsCountAndNothingElseInterrupts(Outcome outcome) {
        try (var world = World.on(this)) {
            MailAccounts accounts = strict(world).accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            refuse(accounts, anna, 1);
            accounts.report(anna, outcome);
            accounts.report(anna, outcome);
            boolean refusal = switch (outcome) {
                case CREDENTIALS_REJECTED,
                        APP_PASSWORD_REQUIRED,
                        OAUTH2_REQUIRED,
                        PASSWORD_EXPIRED,
                        TOKEN_REFUSED,
                        SIGN_IN_AGAIN -> true;
                default -> false;
            };
            assertThat(suspendedSince(accounts, anna.id()).isPresent())
                    .as("%s", outcome)
                    .isEqualTo(refusal);
            if (outcome == Outcome.OK) {
                assertThat(accounts.loginFailures(anna.id())).isEmpty();
            } else if (!refusal) {
                boolean silent = outcome == Outcome.BUSY
                        || outcome == Outcome.LOOKUP_BUSY
                        || outcome == Outcome.OK_WITHOUT_LOGIN;
                assertThat(accounts.loginFailures(anna.id()))
                        .contains(new LoginFailures(
                                silent ? Outcome.CREDENTIALS_REJECTED : outcome, World.START, 1, Optional.empty()));
                refuse(accounts, anna, 1);
                assertThat(suspendedSince(accounts, anna.id())).isEmpty();
                refuse(accounts, anna, 1);
                assertThat(suspendedSince(accounts, anna.id())).isPresent();
            }
        }
    }

    @Test
    default void whoHasToSignInAgainIsSuspendedAtOnce() {
        try (var world = World.on(this)) {
            MailAccounts accounts = strict(world).accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            accounts.report(anna, Outcome.SIGN_IN_AGAIN);
            assertThat(suspendedSince(accounts, anna.id())).isPresent();
        }
    }

    @Test
    default void aFailureLastsSinceItBeganUntilAnotherOneTakesItsPlace() {
        try (var world = World.on(this)) {
            MailAccounts accounts = strict(world).accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            assertThat(accounts.loginFailures(anna.id())).isEmpty();
            accounts.report(anna, Outcome.TIMEOUT);
            long version = Tampering.account(world.store(), anna.id()).version();
            world.clock.move(Duration.ofMinutes(5));
            assertThat(accounts.report(anna, Outcome.TIMEOUT).orElseThrow().since())
                    .isEqualTo(World.START);
            assertThat(Tampering.account(world.store(), anna.id()).version())
                    .as("nothing is written that is so already")
                    .isEqualTo(version);
            assertThat(accounts.report(anna, Outcome.HOST_UNKNOWN).orElseThrow())
                    .isEqualTo(new LoginFailures(Outcome.HOST_UNKNOWN, world.clock.instant(), 0, Optional.empty()));
            assertThat(accounts.report(anna, Outcome.OK)).isEmpty();
            long well = Tampering.account(world.store(), anna.id()).version();
            assertThat(accounts.report(anna, Outcome.OK)).isEmpty();
            assertThat(Tampering.account(world.store(), anna.id()).version()).isEqualTo(well);
            assertThat(accounts.accountsOf(World.ANNA))
                    .extracting(AccountStatus::loginFailures)
                    .containsExactly(Optional.empty());
            accounts.report(anna, Outcome.TIMEOUT);
            assertThat(accounts.accountsOf(World.ANNA))
                    .extracting(AccountStatus::loginFailures)
                    .containsExactly(accounts.loginFailures(anna.id()));
        }
    }

    @Test
    default void aSuccessNewCredentialsAndAReconnectEachEndASuspensionWithOneEvent() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = strict(world);
            MailAccounts accounts = registry.accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            List<Runnable> cures = List.of(
                    () -> accounts.report(accounts.find(anna.id()).orElseThrow(), Outcome.OK),
                    () -> accounts.changeCredentials(anna.id(), World.password("anna@acme.example")),
                    () -> accounts.reconnect(anna.id(), World.to(World.YAHOO.id(), "anna@acme.example")));
            List<AccountEvent.Kind> events = new ArrayList<>();
            try (Subscription listening = registry.onAccountEvent(event -> events.add(event.kind()))) {
                for (Runnable cure : cures) {
                    refuse(accounts, accounts.find(anna.id()).orElseThrow(), 3);
                    assertThat(suspendedSince(accounts, anna.id())).isPresent();
                    cure.run();
                    assertThat(accounts.loginFailures(anna.id()))
                            .as("%s", listening)
                            .isEmpty();
                    assertThat(accounts.resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
                    assertThat(events).containsExactly(AccountEvent.Kind.SUSPENDED, AccountEvent.Kind.RESUMED);
                    events.clear();
                }
                accounts.changeCredentials(anna.id(), World.password("anna@acme.example"));
                accounts.reconnect(anna.id(), World.to(World.GMAIL.id(), "anna@acme.example"));
                assertThat(events).isEmpty();
            }
        }
    }

    @Test
    default void aLateReportOnCredentialsThatWereReplacedCountsForNothing() {
        try (var world = World.on(this)) {
            MailAccounts accounts = strict(world).accounts();
            MailAccount first = world.connect(World.ANNA, World.GMAIL.id());
            MailAccount second = accounts.changeCredentials(first.id(), World.password("anna@acme.example"));
            refuse(accounts, first, 3);
            assertThat(accounts.loginFailures(first.id())).isEmpty();
            MailAccount third = accounts.reconnect(first.id(), World.to(World.GMAIL.id(), "anna@acme.example"));
            refuse(accounts, second, 3);
            assertThat(accounts.loginFailures(first.id())).isEmpty();
            refuse(accounts, third, 2);
            accounts.report(second, Outcome.OK);
            assertThat(accounts.loginFailures(first.id()).orElseThrow().failures())
                    .isEqualTo(2);
            accounts.disconnect(first.id());
            assertThat(accounts.report(third, Outcome.CREDENTIALS_REJECTED)).isEmpty();
            assertThatThrownBy(() -> accounts.loginFailures(first.id()))
                    .isInstanceOf(org.emailregistry.UnknownAccountException.class);
        }
    }

    @Test
    default void nodesThatReportAtOnceSuspendOnceWithOneEvent() throws Exception {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            List<AccountEvent.Kind> events = new CopyOnWriteArrayList<>();
            List<Callable<Optional<LoginFailures>>> reports = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                EmailServiceRegistry registry = strict(world);
                registry.onAccountEvent(event -> events.add(event.kind()));
                for (int i = 0; i < 3; i++) {
                    reports.add(() -> registry.accounts().report(anna, Outcome.CREDENTIALS_REJECTED));
                }
            }
            ExecutorService racers = Executors.newFixedThreadPool(reports.size());
            try {
                for (Future<Optional<LoginFailures>> report : racers.invokeAll(reports, 60, TimeUnit.SECONDS)) {
                    report.get();
                }
            } finally {
                racers.shutdownNow();
            }
            LoginFailures standing =
                    world.registry().accounts().loginFailures(anna.id()).orElseThrow();
            assertThat(standing.failures()).isEqualTo(3);
            assertThat(standing.suspendedAt()).isPresent();
            assertThat(events).containsExactly(AccountEvent.Kind.SUSPENDED);
        }
    }

    @Test
    default void aTestOfTheSavedCredentialsIsPossibleWhileSuspendedAndItsSuccessEndsIt() {
        try (var world = World.on(this)) {
            Outcome[] answer = {Outcome.OK};
            List<ProbeRequest> probed = new ArrayList<>();
            MailAccounts accounts = world.node(builder -> builder.suspendAfter(3)
                            .probe(request -> {
                                probed.add(request);
                                return new ProbeReport(
                                        ProbeResult.of(MailProtocol.SMTP, answer[0]),
                                        ProbeResult.of(MailProtocol.IMAP, Outcome.OK));
                            }))
                    .accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            refuse(accounts, anna, 3);
            assertThat(suspendedSince(accounts, anna.id())).isPresent();
            answer[0] = Outcome.CREDENTIALS_REJECTED;
            accounts.test(anna.id());
            assertThat(suspendedSince(accounts, anna.id())).isPresent();
            answer[0] = Outcome.OK;
            accounts.test(anna.id(), World.password("anna@acme.example"));
            assertThat(suspendedSince(accounts, anna.id()))
                    .as("other credentials were tested, and not saved")
                    .isPresent();
            accounts.test(anna.id());
            assertThat(accounts.loginFailures(anna.id())).isEmpty();
            answer[0] = Outcome.TIMEOUT;
            accounts.test(anna.id());
            assertThat(accounts.loginFailures(anna.id()).orElseThrow().outcome())
                    .isEqualTo(Outcome.TIMEOUT);
            assertThat(probed).hasSize(4);
        }
    }

    @Test
    default void aSuspendedAccountGetsNoCredentials() {
        try (var world = World.on(this)) {
            MailAccounts accounts = strict(world).accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            var usable = (Resolution.Usable) accounts.resolve(anna.id());
            refuse(accounts, anna, 3);
            assertThatThrownBy(() -> accounts.credentials(usable)).isInstanceOf(AccountUnusableException.class);
        }
    }

    @Test
    default void healthTellsHowManyAccountsOfEachServiceFailWithWhatSinceWhen() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = strict(world);
            MailAccounts accounts = registry.accounts();
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            MailAccount ben = world.connect(World.BEN, acme.id());
            MailAccount own = accounts.connect(World.ANNA, World.manually("anna@home.example"));
            assertThat(world.admin().health()).isEmpty();
            accounts.report(anna, Outcome.TIMEOUT);
            accounts.report(own, Outcome.UNEXPECTED);
            world.clock.move(Duration.ofHours(1));
            accounts.report(ben, Outcome.TIMEOUT);
            Instant later = world.clock.instant();
            assertThat(world.admin().health())
                    .containsExactly(
                            new ServiceHealth(Optional.empty(), Outcome.UNEXPECTED, 1, World.START),
                            new ServiceHealth(Optional.of(acme.id()), Outcome.TIMEOUT, 2, World.START));
            refuse(accounts, ben, 1);
            assertThat(world.admin().health())
                    .containsExactly(
                            new ServiceHealth(Optional.empty(), Outcome.UNEXPECTED, 1, World.START),
                            new ServiceHealth(Optional.of(acme.id()), Outcome.TIMEOUT, 1, World.START),
                            new ServiceHealth(Optional.of(acme.id()), Outcome.CREDENTIALS_REJECTED, 1, later));
            accounts.changeCredentials(ben.id(), World.password("ben@acme.example"));
            accounts.report(anna, Outcome.OK);
            accounts.disconnect(own.id());
            assertThat(world.admin().health()).isEmpty();
        }
    }

    @Test
    default void anOutcomeOfANewerVersionIsUnexpectedAndHarmsNobody() {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            AccountRow row = Tampering.account(world.store(), anna.id());
            var standing = new LoginFailuresRow("QUANTUM_DECOHERENCE", World.START, 1, Optional.empty());
            assertThat(world.store()
                            .replace(
                                    row,
                                    new AccountRow(
                                            row.id(),
                                            row.owner(),
                                            row.address(),
                                            row.login(),
                                            row.smtpLogin(),
                                            row.service(),
                                            row.manual(),
                                            row.origin(),
                                            row.credentials(),
                                            Optional.of(standing),
                                            row.generation(),
                                            row.version() + 1,
                                            "newer",
                                            row.createdAt(),
                                            row.changedAt())))
                    .isTrue();
            MailAccounts accounts = world.registry().accounts();
            assertThat(accounts.loginFailures(anna.id()).orElseThrow().outcome())
                    .isEqualTo(Outcome.UNEXPECTED);
            assertThat(accounts.resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
            assertThat(world.admin().health())
                    .extracting(ServiceHealth::outcome)
                    .containsExactly(Outcome.UNEXPECTED);
        }
    }
}
