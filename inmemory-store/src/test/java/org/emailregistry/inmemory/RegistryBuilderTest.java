package org.emailregistry.inmemory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.emailregistry.Administration;
import org.emailregistry.CipherRequiredException;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Poller;
import org.emailregistry.Resolution;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Sealed;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.account.TokenSource;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServiceRow;
import org.emailregistry.store.Subscription;
import org.emailregistry.store.VersionReader;
import org.junit.jupiter.api.Test;

/** What a registry is made of, which is the same over every store. */
class RegistryBuilderTest {
    private static EmailServiceRegistry.Builder builder() {
        return EmailServiceRegistry.builder(new InMemoryRegistryStore());
    }

    private static ServiceDraft draft(String name) {
        return ServiceDraft.named(name)
                .withSmtp("smtp.acme.example:465", true)
                .withImap("imap.acme.example:993", ConnectionSecurity.TLS);
    }

    @Test
    void limitsAreCheckedWhenTheyAreSet() {
        assertThatThrownBy(() -> builder().accountsPerUser(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().suspendAfter(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().maxStaleness(Duration.ofMillis(249)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().testDeadline(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().testDeadline(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> builder()
                        .accountsPerUser(1)
                        .suspendAfter(1)
                        .maxStaleness(Duration.ofMillis(250))
                        .testDeadline(Duration.ofNanos(1))
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void aSharedPollerLooksMoreOftenThanTheStalenessAllows() {
        try (Poller poller = Poller.every(Duration.ofMillis(500))) {
            EmailServiceRegistry.Builder builder = builder().poller(poller).maxStaleness(Duration.ofMillis(500));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxStaleness");
            builder.maxStaleness(Duration.ofMillis(501)).build().close();
        }
    }

    @Test
    void theHostsOwnRulesAreThoseThatAreAskedAndHandedOn() {
        NetworkGuard guard = NetworkGuard.builder().build();
        TokenSource tokens = request -> TokenAnswer.token(Secret.of("token"));
        ServiceDraft plain = draft("Acme").withImap("imap.acme.example:143", ConnectionSecurity.NONE);
        try (EmailServiceRegistry registry = builder()
                        .guard(guard)
                        .tokens(tokens)
                        .policy(ConnectionPolicy.builder().build())
                        .build();
                EmailServiceRegistry bare = builder().build()) {
            assertThat(registry.guard()).isSameAs(guard);
            assertThat(registry.tokens()).containsSame(tokens);
            assertThat(bare.guard()).isEqualTo(NetworkGuard.recommended());
            assertThat(bare.tokens()).isEmpty();
            assertThat(registry.administration("root").review(plain))
                    .isEqualTo(ConnectionPolicy.builder()
                            .build()
                            .review(plain.servers().orElseThrow(), Origin.ADMINISTRATOR));
        }
    }

    @Test
    void listenersRunOnThreadsThatKeepNoApplicationAlive() throws Exception {
        try (EmailServiceRegistry registry = builder().build()) {
            var thread = new CompletableFuture<Thread>();
            try (Subscription listening = registry.onChange(change -> thread.complete(Thread.currentThread()))) {
                registry.administration("root").add(draft("Acme"));
                assertThat(thread.get(60, TimeUnit.SECONDS).isDaemon())
                        .as("%s", listening)
                        .isTrue();
            }
        }
    }

    @Test
    void closingEndsTheThreadsThatTheRegistryHasStarted() throws Exception {
        var listener = new CompletableFuture<Thread>();
        EmailServiceRegistry registry = builder().build();
        registry.onChange(change -> listener.complete(Thread.currentThread()));
        registry.administration("root").add(draft("Acme"));
        Thread thread = listener.get(60, TimeUnit.SECONDS);
        registry.close();
        registry.close();

        thread.join(30_000);
        assertThat(thread.isAlive()).as("it would wait a minute for more to do").isFalse();
    }

    @Test
    void closingEndsTheLooksOfASharedPoller() throws Exception {
        try (Poller poller = Poller.every(Duration.ofMillis(1))) {
            var looking = new CompletableFuture<Thread>();
            EmailServiceRegistry registry = EmailServiceRegistry.builder(
                            answering("version", new InMemoryRegistryStore(), answer -> {
                                Thread thread = Thread.currentThread();
                                if (thread.getName().equals("email-registry-poller")) {
                                    looking.complete(thread);
                                }
                                return answer;
                            }))
                    .poller(poller)
                    .build();
            registry.offer();
            registry.onChange(change -> {});
            Thread thread = looking.get(60, TimeUnit.SECONDS);
            registry.close();

            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void aListenerIsToldOfWhatItsOwnNodeDoesWithoutWaitingForALook() throws Exception {
        try (Poller slow = Poller.every(Duration.ofHours(1));
                EmailServiceRegistry registry = EmailServiceRegistry.builder(
                                answering("onPush", new InMemoryRegistryStore(), RegistryBuilderTest::ended))
                        .poller(slow)
                        .maxStaleness(Duration.ofHours(2))
                        .build()) {
            var told = new CompletableFuture<String>();
            registry.onChange(change -> told.complete(change.name()));
            registry.administration("root").add(draft("Acme"));
            assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("Acme");
        }
    }

    @Test
    void registriesThatShareAPollerAndAReaderAreToldOfWhatAnotherNodeDoes() throws Exception {
        var store = new InMemoryRegistryStore();
        Set<String> asked = ConcurrentHashMap.newKeySet();
        VersionReader reader = tenants -> {
            asked.addAll(tenants);
            return Map.of(store.tenant(), store.version());
        };
        RegistryStore shared = answering(
                "versionReader", answering("onPush", store, RegistryBuilderTest::ended), given -> Optional.of(reader));
        var told = new CountDownLatch(2);
        var cut = new CountDownLatch(2);
        try (Poller poller = Poller.every(Duration.ofMillis(50));
                EmailServiceRegistry one =
                        EmailServiceRegistry.builder(shared).poller(poller).build();
                EmailServiceRegistry two =
                        EmailServiceRegistry.builder(shared).poller(poller).build();
                EmailServiceRegistry other = EmailServiceRegistry.builder(store).build()) {
            EmailService acme = other.administration("root").add(draft("Acme"));
            MailAccount account = other.accounts()
                    .connect(
                            new UserId("anna"),
                            ConnectRequest.toService(
                                    acme.id(), Credentials.password("anna@acme.example", Secret.of("correct horse"))));
            for (EmailServiceRegistry node : List.of(one, two)) {
                node.onChange(change -> told.countDown());
                node.accounts().watch(account.id(), cut::countDown);
            }
            other.accounts().disconnect(account.id());
            assertThat(cut.await(60, TimeUnit.SECONDS)).isTrue();
            other.administration("root").hide(acme.id());
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(asked).containsExactly(store.tenant());
    }

    @Test
    void aStoreThatPersistsTakesNoCredentialsWithoutACipher() {
        ServiceId service = new ServiceId("a");
        try (EmailServiceRegistry registry = EmailServiceRegistry.builder(
                        answering("persistent", new InMemoryRegistryStore(), answer -> true))
                .standardServices(List.of(standard("a", Optional.empty())))
                .build()) {
            assertThatThrownBy(() -> registry.accounts()
                            .connect(
                                    new UserId("anna"),
                                    ConnectRequest.toService(
                                            service,
                                            Credentials.password("anna@acme.example", Secret.of("correct horse")))))
                    .isInstanceOf(CipherRequiredException.class);
        }
    }

    @Test
    void whatIsSealedAndOpenedIsWiped() {
        List<byte[]> plain = new ArrayList<>();
        CredentialCipher first = remembering(plain, "first");
        CredentialCipher both = remembering(plain, "first", "second");
        try (InMemoryRegistryStore store = new InMemoryRegistryStore();
                EmailServiceRegistry before = sealing(store, first);
                EmailServiceRegistry after = sealing(store, both)) {
            MailAccount anna = before.accounts()
                    .connect(
                            new UserId("anna"),
                            ConnectRequest.toService(
                                    new ServiceId("a"),
                                    Credentials.password("anna@acme.example", Secret.of("correct horse"))));
            assertWiped(plain, "connect");
            before.accounts()
                    .credentials((Resolution.Usable) before.accounts().resolve(anna.id()))
                    .close();
            assertWiped(plain, "credentials");
            before.accounts()
                    .changeCredentials(
                            anna.id(), Credentials.password("anna@acme.example", Secret.of("battery staple")));
            assertWiped(plain, "changeCredentials");
            after.administration("root").reseal(PageRequest.first(10));
            assertWiped(plain, "reseal");
        }
    }

    private static EmailServiceRegistry sealing(RegistryStore store, CredentialCipher cipher) {
        return EmailServiceRegistry.builder(store)
                .standardServices(List.of(standard("a", Optional.empty())))
                .cipher(cipher)
                .build();
    }

    private static void assertWiped(List<byte[]> plain, String what) {
        assertThat(plain)
                .as(what)
                .isNotEmpty()
                .allSatisfy(bytes -> assertThat(bytes).as(what).isNotEmpty().containsOnly(0));
        plain.clear();
    }

    /** A cipher that keeps hold of the very arrays that passwords are in. */
    private static CredentialCipher remembering(List<byte[]> plain, String... keys) {
        AesGcmCredentialCipher.Builder ring = AesGcmCredentialCipher.builder();
        for (String key : keys) {
            ring.key(key, Arrays.copyOf(key.getBytes(UTF_8), 32));
        }
        CredentialCipher cipher = ring.build();
        return new CredentialCipher() {
            @Override
            public Sealed seal(byte[] bytes, byte[] associatedData) {
                plain.add(bytes);
                return cipher.seal(bytes, associatedData);
            }

            @Override
            public byte[] open(Sealed sealed, byte[] associatedData) {
                byte[] bytes = cipher.open(sealed, associatedData);
                plain.add(bytes);
                return bytes;
            }
        };
    }

    @Test
    void theListIsInTheOrderOfTheHostsStandardServicesAndThenById() {
        StandardService retired = standard("old", Optional.of(LocalDate.of(2026, 1, 1)));
        try (EmailServiceRegistry registry = EmailServiceRegistry.builder(
                        answering("catalog", new InMemoryRegistryStore(), state -> reversed((CatalogState) state)))
                .standardServices(List.of(standard("z", Optional.empty()), retired, standard("a", Optional.empty())))
                .build()) {
            Administration admin = registry.administration("root");
            List<ServiceId> ids = new ArrayList<>(List.of(new ServiceId("z"), new ServiceId("a")));
            for (int i = 0; i < 3; i++) {
                ids.add(admin.add(draft("Service " + i)).id());
            }
            assertThat(admin.catalog().services()).extracting(EmailService::id).isEqualTo(ids);
            assertThat(registry.offer().services()).extracting(EmailService::id).isEqualTo(ids);
        }
    }

    private static StandardService standard(String id, Optional<LocalDate> retiredSince) {
        StandardService made =
                StandardService.of(new ServiceId(id), id, draft(id).servers().orElseThrow());
        return new StandardService(
                made.id(),
                made.name(),
                made.servers(),
                made.authenticationMethods(),
                Set.of(),
                made.setup(),
                made.oauth2(),
                retiredSince,
                made.source());
    }

    /** A store of which one method answers otherwise. */
    private static RegistryStore answering(String name, RegistryStore store, UnaryOperator<Object> answer) {
        return (RegistryStore) Proxy.newProxyInstance(
                RegistryStore.class.getClassLoader(), new Class<?>[] {RegistryStore.class}, (proxy, method, args) -> {
                    try {
                        Object given = method.invoke(store, args);
                        return method.getName().equals(name) ? answer.apply(given) : given;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Optional<?> ended(Object push) {
        ((Optional<?>) push).ifPresent(subscription -> ((Subscription) subscription).close());
        return Optional.empty();
    }

    private static CatalogState reversed(CatalogState state) {
        List<ServiceRow> services = new ArrayList<>(state.services());
        Collections.reverse(services);
        return new CatalogState(state.version(), state.changedAt(), services, state.manualEntry());
    }
}
