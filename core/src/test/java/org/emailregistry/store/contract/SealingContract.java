package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.emailregistry.CipherRequiredException;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.probe.Outcome;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.SealedCredentials;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.Test;

/** Credentials in the store: sealed, bound to their account, and sealed anew when the key changes. */
interface SealingContract extends NeedsDatabase {

    @Test
    default void aStoreThatPersistsTakesNoCredentialsWithoutACipher() {
        try (var world = World.on(this)) {
            RegistryStore store = world.store();
            try (EmailServiceRegistry registry = EmailServiceRegistry.builder(store)
                    .standardServices(List.of(World.GMAIL))
                    .build()) {
                var request = World.to(World.GMAIL.id(), "anna@gmail.example");
                if (store.persistent()) {
                    assertThatThrownBy(() -> registry.accounts().connect(World.ANNA, request))
                            .isInstanceOf(CipherRequiredException.class);
                    assertThat(registry.accounts().accountsOf(World.ANNA)).isEmpty();
                } else {
                    registry.accounts().connect(World.ANNA, request);
                }
                assertThatThrownBy(() -> registry.administration("root").reseal(PageRequest.first(10)))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    default void aRegistryWithoutACipherNeitherOpensNorHarmsWhatIsSealed() {
        try (var world = World.on(this)) {
            EmailServiceRegistry sealing = world.node(builder -> builder.cipher(World.ring("first")));
            MailAccount anna = sealing.accounts().connect(World.ANNA, World.to(World.GMAIL.id(), "anna"));
            RegistryStore store = world.store();
            AccountRow before = store.account(anna.id()).orElseThrow().account();
            try (EmailServiceRegistry bare = EmailServiceRegistry.builder(world.store())
                    .standardServices(List.of(World.GMAIL))
                    .build()) {
                var usable = (Resolution.Usable) bare.accounts().resolve(anna.id());
                assertThatThrownBy(() -> bare.accounts().credentials(usable))
                        .isInstanceOfSatisfying(
                                CipherException.class,
                                e -> assertThat(e.kind()).isEqualTo(CipherException.Kind.UNKNOWN_KEY));
                bare.accounts().report(anna, Outcome.OK);
            }
            assertThat(store.account(anna.id()).orElseThrow().account()).isEqualTo(before);
            try (Credentials opened = sealing.accounts()
                    .credentials((Resolution.Usable) sealing.accounts().resolve(anna.id()))) {
                assertThat(opened.login()).isEqualTo("anna");
            }
        }
    }

    @Test
    default void noSecretIsInTheStoreInClear() {
        try (var world = World.on(this)) {
            EmailServiceRegistry sealing = world.node(builder -> builder.cipher(World.ring("first")));
            AccountId anna = sealing.accounts()
                    .connect(World.ANNA, World.to(World.GMAIL.id(), "anna"))
                    .id();
            SealedCredentials sealed = world.store()
                    .account(anna)
                    .orElseThrow()
                    .account()
                    .credentials()
                    .orElseThrow();
            assertThat(new String(sealed.secret().bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("correct");
            assertThat(sealed.secret().keyId()).isEqualTo("first");
        }
    }

    @Test
    default void aSealedCredentialOpensInNoOtherRow() {
        try (var world = World.on(this)) {
            MailAccounts accounts =
                    world.node(builder -> builder.cipher(World.ring("first"))).accounts();
            AccountId anna = accounts.connect(World.ANNA, World.to(World.GMAIL.id(), "anna"))
                    .id();
            AccountId ben = accounts.connect(World.BEN, World.to(World.GMAIL.id(), "ben"))
                    .id();
            RegistryStore store = world.store();
            AccountRow victim = store.account(ben).orElseThrow().account();
            AccountRow thief = store.account(anna).orElseThrow().account();
            assertThat(store.replace(thief, with(thief, victim.credentials()))).isTrue();
            var usable = (Resolution.Usable) accounts.resolve(anna);
            assertThatThrownBy(() -> accounts.credentials(usable))
                    .isInstanceOfSatisfying(
                            CipherException.class,
                            e -> assertThat(e.kind()).isEqualTo(CipherException.Kind.NOT_AUTHENTIC));
        }
    }

    @Test
    default void credentialsAreSealedAnewPageByPageAndNothingIsCut() {
        try (var world = World.on(this)) {
            EmailServiceRegistry before = world.node(builder -> builder.cipher(World.ring("first")));
            List<AccountId> connected = connectFive(before);
            EmailServiceRegistry after = world.node(builder -> builder.cipher(World.ring("first", "second")));
            var cuts = new AtomicInteger();
            try (Subscription watch = after.accounts().watch(connected.get(0), cuts::incrementAndGet)) {
                assertThat(resealAll(after)).containsExactlyInAnyOrderElementsOf(connected);
                assertThat(resealAll(after)).isEmpty();
                assertThat(cuts).as("%s", watch).hasValue(0);
            }
            EmailServiceRegistry later = world.node(builder -> builder.cipher(World.ring("second")));
            for (AccountId id : connected) {
                try (Credentials credentials = open(later.accounts(), id)) {
                    assertThat(credentials.kind()).isEqualTo(Credentials.Kind.PASSWORD);
                }
            }
            assertThatThrownBy(() -> open(before.accounts(), connected.get(0)))
                    .isInstanceOfSatisfying(CipherException.class, e -> {
                        assertThat(e.kind()).isEqualTo(CipherException.Kind.UNKNOWN_KEY);
                        assertThat(e.keyId()).isEqualTo("second");
                    });
        }
    }

    private static List<AccountId> connectFive(EmailServiceRegistry registry) {
        return IntStream.range(0, 5)
                .mapToObj(i -> registry.accounts()
                        .connect(new UserId("user" + i), World.to(World.GMAIL.id(), "user" + i))
                        .id())
                .toList();
    }

    private static Credentials open(MailAccounts accounts, AccountId id) {
        return accounts.credentials((Resolution.Usable) accounts.resolve(id));
    }

    private static List<AccountId> resealAll(EmailServiceRegistry registry) {
        return resealAll(registry, PageRequest.first(2));
    }

    private static List<AccountId> resealAll(EmailServiceRegistry registry, PageRequest from) {
        List<AccountId> all = new ArrayList<>();
        Optional<PageRequest> cursor = Optional.of(from);
        do {
            JobPage page = registry.administration("root").reseal(cursor.orElseThrow());
            assertThat(page.left()).isEmpty();
            all.addAll(page.done());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    @Test
    default void anInterruptedSealingIsResumedByAnotherNodeAndNothingIsSealedTwice() {
        try (var world = World.on(this)) {
            EmailServiceRegistry before = world.node(builder -> builder.cipher(World.ring("first")));
            List<AccountId> connected = connectFive(before);
            var line = new UnreliableStore(world.store());
            EmailServiceRegistry interrupted =
                    world.node(line.store(), builder -> builder.cipher(World.ring("first", "second")));
            JobPage page = interrupted.administration("root").reseal(PageRequest.first(2));
            // The next page ends at its first account, which is sealed although nobody hears of it.
            line.loseNextAnswerOf("replace");
            assertThatThrownBy(() -> interrupted
                            .administration("root")
                            .reseal(page.next().orElseThrow()))
                    .isInstanceOf(StoreException.class);
            assertThat(keys(world.store(), connected)).containsOnly(entry("first", 2L), entry("second", 3L));
            EmailServiceRegistry resumed = world.node(builder -> builder.cipher(World.ring("first", "second")));
            assertThat(resealAll(resumed, page.next().orElseThrow()))
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(page.done());
            assertThat(keys(world.store(), connected)).containsOnly(entry("second", 5L));
            assertThat(resealAll(resumed)).isEmpty();
        }
    }

    /** How many credentials each key has sealed. */
    private static Map<String, Long> keys(RegistryStore store, List<AccountId> ids) {
        return ids.stream()
                .map(id ->
                        store.account(id).orElseThrow().account().credentials().orElseThrow())
                .collect(Collectors.groupingBy(kept -> kept.secret().keyId(), Collectors.counting()));
    }

    @Test
    default void aChangeOfCredentialsIsSealedWithTheNewestKey() {
        try (var world = World.on(this)) {
            EmailServiceRegistry before = world.node(builder -> builder.cipher(World.ring("first")));
            MailAccount anna = before.accounts().connect(World.ANNA, World.to(World.GMAIL.id(), "anna"));
            EmailServiceRegistry after = world.node(builder -> builder.cipher(World.ring("first", "second")));
            after.accounts().changeCredentials(anna.id(), World.password("anna"));
            assertThat(world.store().account(anna.id()).orElseThrow().account().credentials())
                    .hasValueSatisfying(
                            kept -> assertThat(kept.secret().keyId()).isEqualTo("second"));
        }
    }

    private static AccountRow with(AccountRow row, Optional<SealedCredentials> credentials) {
        return new AccountRow(
                row.id(),
                row.owner(),
                row.address(),
                row.login(),
                row.smtpLogin(),
                row.service(),
                row.manual(),
                row.origin(),
                credentials,
                row.loginFailures(),
                row.generation(),
                row.version() + 1,
                "damage",
                row.createdAt(),
                row.changedAt());
    }
}
