package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.emailregistry.AccountLimitException;
import org.emailregistry.AccountMovedException;
import org.emailregistry.AccountStatus;
import org.emailregistry.AlreadyConnectedException;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.MailAccounts;
import org.emailregistry.Resolution;
import org.emailregistry.UnknownAccountException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.Test;

/** Law 15, and what accounts do. */
interface AccountContract extends NeedsDatabase {

    @Test
    default void aConnectedAccountIsUsableOnEveryNodeWithWhatTheUserGave() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            ConnectRequest request = ConnectRequest.toService(
                            acme.id(), Credentials.password("ANNA", Secret.of("pässword €")))
                    .withAddress("Anna@ACME.Example");
            MailAccount anna = world.registry().accounts().connect(World.ANNA, request);
            assertThat(anna.address()).isEqualTo("Anna@acme.example");
            assertThat(anna.generation()).isEqualTo(1);
            MailAccounts other = world.node().accounts();
            assertThat(other.find(anna.id())).contains(anna);
            var usable = (Resolution.Usable) other.resolve(anna.id());
            assertThat(usable.settings()).isEqualTo(acme.servers());
            assertThat(usable.login()).isEqualTo("ANNA");
            assertThat(usable.origin()).isEqualTo(Origin.ADMINISTRATOR);
            try (var credentials = (Credentials.Password) other.credentials(usable)) {
                assertThat(credentials.login()).isEqualTo("ANNA");
                assertThat(credentials.secret().<String>use(String::new)).isEqualTo("pässword €");
            }
        }
    }

    @Test
    default void aManualAccountUsesTheServersThatTheUserTyped() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = accounts.connect(World.ANNA, World.manually("anna@home.example"));
            var usable = (Resolution.Usable) world.node().accounts().resolve(anna.id());
            assertThat(usable.settings()).isEqualTo(World.settings("mail.home.example:465", "mail.home.example:993"));
            assertThat(usable.origin()).isEqualTo(Origin.USER);
        }
    }

    @Test
    default void newCredentialsAreOfAKindThatTheServiceAndTheApplicationTake() {
        try (var world = World.on(this)) {
            EmailServiceRegistry tokens =
                    world.node(builder -> builder.tokens(request -> TokenAnswer.token(Secret.of("token"))));
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            MailAccount ben = world.registry().accounts().connect(World.BEN, World.manually("ben@home.example"));
            Credentials external = Credentials.external("somebody");
            assertThatThrownBy(() -> tokens.accounts().changeCredentials(anna.id(), external))
                    .as("the service takes passwords only")
                    .isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> world.registry().accounts().changeCredentials(ben.id(), external))
                    .as("the application has no tokens")
                    .isInstanceOf(InvalidRequestException.class);
            assertThat(tokens.accounts().changeCredentials(ben.id(), external).id())
                    .isEqualTo(ben.id());
        }
    }

    @Test
    default void anAddressIsConnectedOnceAUserAndTheSecondTimeTellsWhichAccountExists() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.registry().accounts().connect(World.ANNA, World.to(acme.id(), "aaa@acme.example"));
            MailAccount anna = world.connect(World.ANNA, acme.id());
            for (ConnectRequest second : List.of(
                    World.to(acme.id(), "anna@ACME.example"),
                    World.to(World.GMAIL.id(), "other").withAddress("anna@acme.EXAMPLE"),
                    World.manually("anna@acme.example"))) {
                assertThatThrownBy(() -> world.registry().accounts().connect(World.ANNA, second))
                        .isInstanceOfSatisfying(
                                AlreadyConnectedException.class,
                                e -> assertThat(e.account()).isEqualTo(anna.id()));
            }
            world.registry().accounts().connect(World.ANNA, World.to(acme.id(), "Anna@acme.example"));
            world.registry().accounts().connect(World.BEN, World.to(acme.id(), "anna@acme.example"));
            assertThat(world.admin().planRemoval(acme.id()).accounts()).isEqualTo(4);
        }
    }

    @Test
    default void connectingWithTheSameIdAgainGivesTheSameAccount() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            ConnectRequest request =
                    World.to(World.GMAIL.id(), "anna@gmail.example").withId(new AccountId("a-1"));
            MailAccount anna = accounts.connect(World.ANNA, request);
            assertThat(world.node().accounts().connect(World.ANNA, request)).isEqualTo(anna);
            assertThatThrownBy(() -> accounts.connect(World.BEN, request))
                    .isInstanceOf(AlreadyConnectedException.class);
            assertThatThrownBy(() -> accounts.connect(World.ANNA, request.withAddress("other@gmail.example")))
                    .isInstanceOfSatisfying(
                            AlreadyConnectedException.class,
                            e -> assertThat(e.account()).isEqualTo(anna.id()));
            assertThat(accounts.accountsOf(World.ANNA)).hasSize(1);
            assertThat(accounts.accountsOf(World.BEN)).isEmpty();
        }
    }

    @Test
    default void aUserHasNoMoreAccountsThanAllowed() {
        try (var world = World.on(this)) {
            EmailServiceRegistry strict = world.node(builder -> builder.accountsPerUser(2));
            for (int i = 0; i < 2; i++) {
                strict.accounts().connect(World.ANNA, World.to(World.GMAIL.id(), "box" + i + "@gmail.example"));
            }
            ConnectRequest third = World.to(World.YAHOO.id(), "box3@gmail.example");
            assertThatThrownBy(() -> strict.accounts().connect(World.ANNA, third))
                    .isInstanceOfSatisfying(
                            AccountLimitException.class,
                            e -> assertThat(e.limit()).isEqualTo(2));
            strict.accounts().connect(World.BEN, third);
            MailAccount first = strict.accounts().accountsOf(World.ANNA).get(0).account();
            strict.accounts().disconnect(first.id());
            strict.accounts().connect(World.ANNA, third);
        }
    }

    @Test
    default void newCredentialsReplaceTheOldOnesForGood() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            MailAccount changed = world.node()
                    .accounts()
                    .changeCredentials(anna.id(), Credentials.password("anna2", Secret.of("new")));
            assertThat(changed.generation()).isEqualTo(anna.generation());
            assertThat(changed.address()).isEqualTo(anna.address());
            var usable = (Resolution.Usable) accounts.resolve(anna.id());
            try (var credentials = (Credentials.Password) accounts.credentials(usable)) {
                assertThat(credentials.login()).isEqualTo("anna2");
                assertThat(credentials.secret().<String>use(String::new)).isEqualTo("new");
            }
        }
    }

    @Test
    default void aResolutionFromBeforeAReconnectGivesNoCredentials() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            var old = (Resolution.Usable) accounts.resolve(anna.id());
            accounts.reconnect(anna.id(), World.to(World.YAHOO.id(), "anna"));
            assertThatThrownBy(() -> accounts.credentials(old))
                    .isInstanceOfSatisfying(
                            AccountMovedException.class,
                            e -> assertThat(e.account()).isEqualTo(anna.id()));
        }
    }

    @Test
    default void aReconnectKeepsTheAddressAndTakesNoOther() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            assertProblem(
                    Field.ADDRESS,
                    Problem.Code.ADDRESS_FIXED,
                    () -> accounts.reconnect(
                            anna.id(), World.to(World.YAHOO.id(), "x").withAddress("other@acme.example")));
            accounts.reconnect(anna.id(), World.to(World.YAHOO.id(), "x").withAddress("anna@ACME.example"));
            assertThat(accounts.find(anna.id()).orElseThrow().address()).isEqualTo("anna@acme.example");
        }
    }

    @Test
    default void aDisconnectedAccountIsGone() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            assertThat(world.node().accounts().disconnect(anna.id())).isTrue();
            assertThat(accounts.disconnect(anna.id())).isFalse();
            assertThat(accounts.find(anna.id())).isEmpty();
            assertThatThrownBy(() -> accounts.resolve(anna.id()))
                    .isInstanceOfSatisfying(
                            UnknownAccountException.class,
                            e -> assertThat(e.account()).isEqualTo(anna.id()));
            assertThat(world.admin().planRemoval(acme.id()).accounts()).isZero();
            world.connect(World.ANNA, acme.id());
        }
    }

    @Test
    default void theSignInHasToBeOneOfTheService() {
        try (var world = World.on(this)) {
            EmailServiceRegistry withTokens =
                    world.node(builder -> builder.tokens(request -> TokenAnswer.token(Secret.of("token"))));
            EmailService both = world.admin()
                    .add(World.draft("Both")
                            .withAuthenticationMethods(
                                    Set.of(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2)));
            var byToken = ConnectRequest.toService(both.id(), Credentials.external("anna@acme.example"));
            MailAccount anna = withTokens.accounts().connect(World.ANNA, byToken);
            var usable = (Resolution.Usable) withTokens.accounts().resolve(anna.id());
            assertThat(withTokens.accounts().credentials(usable).kind()).isEqualTo(Credentials.Kind.EXTERNAL);

            assertProblem(
                    Field.AUTHENTICATION_METHODS,
                    Problem.Code.AUTHENTICATION_METHOD_NOT_OFFERED,
                    () -> withTokens.accounts().connect(World.BEN, World.to(World.OUTLOOK.id(), "ben")));
            assertProblem(
                    Field.AUTHENTICATION_METHODS,
                    Problem.Code.AUTHENTICATION_METHOD_NOT_OFFERED,
                    () -> world.registry().accounts().connect(World.BEN, byToken));
        }
    }

    @Test
    default void aMalformedManualRequestIsRefusedByItsFields() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            ConnectRequest request = ConnectRequest.manual(World.password("anna@home.example"))
                    .withSmtp("smtp.home.example", true)
                    .withImap("imap.home.example:99999", null);
            assertThatThrownBy(() -> accounts.connect(World.ANNA, request))
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            e -> assertThat(e.problems())
                                    .extracting(Problem::field)
                                    .contains(Field.SMTP_SERVER, Field.IMAP_SERVER, Field.IMAP_SECURITY));
            for (String address :
                    List.of("", "anna", "@home.example", "anna@", "an na@home.example", "a\n@b.example")) {
                assertProblem(
                        Field.ADDRESS,
                        Problem.Code.NOT_AN_EMAIL_ADDRESS,
                        () -> accounts.connect(
                                World.ANNA, World.manually("anna").withAddress(address)));
            }
            assertThat(accounts.accountsOf(World.ANNA)).isEmpty();
        }
    }

    private static void assertProblem(
            Field field, Problem.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.field()).isEqualTo(field);
                            assertThat(problem.code()).isEqualTo(code);
                        }));
    }

    @Test
    default void mailboxesAreThoseOfTheUserWithWhatTheyResolveTo() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            EmailService acme = world.add("Acme");
            accounts.connect(World.ANNA, World.to(acme.id(), "b@acme.example"));
            accounts.connect(World.ANNA, World.to(World.GMAIL.id(), "a@acme.example"));
            accounts.connect(new UserId("anna2"), World.to(World.GMAIL.id(), "c@acme.example"));
            world.remove(acme.id());
            assertThat(accounts.accountsOf(World.ANNA))
                    .extracting(
                            mailbox -> mailbox.account().address(),
                            mailbox -> mailbox.resolution().kind())
                    .containsExactly(
                            org.assertj.core.api.Assertions.tuple("a@acme.example", Resolution.Kind.USABLE),
                            org.assertj.core.api.Assertions.tuple("b@acme.example", Resolution.Kind.UNUSABLE));
        }
    }

    @Test
    default void manyAccountsResolveLikeOne() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            List<AccountId> ids = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                ids.add(world.connect(new UserId("user" + i), World.GMAIL.id()).id());
            }
            ids.add(new AccountId("unknown"));
            ids.add(ids.get(0));
            assertThat(accounts.resolveAll(ids))
                    .hasSize(7)
                    .allSatisfy((id, resolution) -> assertThat(resolution).isEqualTo(accounts.resolve(id)));
            for (int few = 0; few < 7; few++) {
                assertThat(accounts.resolveAll(ids.subList(0, few))).hasSize(few);
            }
        }
    }

    @Property(tries = 20)
    default void allAccountsAreListedOnceEachWhateverThePage(@ForAll @IntRange(min = 1, max = 9) int limit) {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            List<AccountId> expected = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                expected.add(
                        world.connect(new UserId("user" + i), World.GMAIL.id()).id());
            }
            List<AccountId> listed = new ArrayList<>();
            Optional<PageRequest> cursor = Optional.of(PageRequest.first(limit));
            do {
                Page<MailAccount> page = accounts.all(cursor.orElseThrow());
                assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
                page.items().forEach(account -> listed.add(account.id()));
                cursor = page.next();
            } while (cursor.isPresent());
            assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    default void anEditToTokensOnlyLeavesPasswordAccountsAlone() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            world.edit(acme, ServiceDraft.from(acme).withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2)));
            assertThat(world.registry().accounts().accountsOf(World.ANNA))
                    .extracting(AccountStatus::account)
                    .extracting(MailAccount::id)
                    .containsExactly(anna.id());
            assertThat(world.registry().accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }
}
