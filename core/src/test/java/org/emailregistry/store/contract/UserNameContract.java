package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.emailregistry.Adoption;
import org.emailregistry.AdoptionResult;
import org.emailregistry.AttachmentPlan;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.MailAccounts;
import org.emailregistry.RefusedException;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent of the login that a user typed, who is told what, and which address belongs to it. */
interface UserNameContract extends NeedsDatabase {

    private static ServiceDraft draft(Set<String> domains) {
        return World.draft("Acme").withDomains(domains);
    }

    private static Resolution.Usable usable(MailAccounts accounts, AccountId id) {
        return (Resolution.Usable) accounts.resolve(id);
    }

    private static List<String> sent(Resolution.Usable usable) {
        return List.of(usable.userName(MailProtocol.SMTP), usable.userName(MailProtocol.IMAP));
    }

    private static List<Optional<String>> sent(ProbeReport report) {
        return List.of(report.smtp().userName(), report.imap().userName());
    }

    private static void assertRefused(Field field, Problem.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.field()).isEqualTo(field);
                            assertThat(problem.code()).isEqualTo(code);
                        }));
    }

    /** The SMTP server wants the address, the IMAP server its local part. */
    @ParameterizedTest
    @CsvSource({
        "anna@acme.example,   anna@acme.example,   anna",
        "anna,                anna@acme.example,   anna",
        "a.smith@corp.example, a.smith@corp.example, a.smith",
        "EXAMPLE\\anna,       EXAMPLE\\anna,       EXAMPLE\\anna",
        "a1234,               a1234,               a1234"
    })
    default void theLoginThatWasTypedIsSentAndEveryoneSeesAsWhat(String typed, String smtp, String imap) {
        try (var world = World.on(this)) {
            var probe = new ProbingContract.Recorder();
            EmailServiceRegistry node = probe.node(world);
            EmailService acme = node.administration("root")
                    .add(draft(Set.of()).withUserNameFormats(UserNameFormat.ADDRESS, UserNameFormat.LOCAL_PART));
            try (ConnectRequest request = World.to(acme.id(), typed).withAddress("anna@acme.example")) {
                assertThat(sent(node.accounts().test(World.ANNA, request)))
                        .containsExactly(Optional.of(smtp), Optional.of(imap));
                assertThat(probe.last().userName(MailProtocol.SMTP)).contains(smtp);
                assertThat(probe.last().userName(MailProtocol.IMAP)).contains(imap);

                MailAccount anna = node.accounts().connect(World.ANNA, request);
                assertThat(anna.login()).isEqualTo(typed);
                assertThat(anna.smtpLogin()).isEmpty();
                assertThat(sent(usable(probe.node(world).accounts(), anna.id())))
                        .containsExactly(smtp, imap);
                assertThat(sent(node.accounts().test(anna.id()))).containsExactly(Optional.of(smtp), Optional.of(imap));
            }
        }
    }

    @Test
    default void aLoginForSmtpIsSentToTheSmtpServerAloneUntilTheAccountIsReconnectedWithoutOne() {
        try (var world = World.on(this)) {
            var probe = new ProbingContract.Recorder();
            EmailServiceRegistry node = probe.node(world);
            MailAccounts accounts = node.accounts();
            EmailService acme = node.administration("root").add(draft(Set.of()));
            ConnectRequest request = World.to(acme.id(), "anna@acme.example").withSmtpLogin(" EXAMPLE\\sender ");
            List<Optional<String>> both = List.of(Optional.of("EXAMPLE\\sender"), Optional.of("anna@acme.example"));
            assertThat(sent(accounts.test(World.ANNA, request))).isEqualTo(both);

            MailAccount anna = accounts.connect(World.ANNA, request);
            assertThat(anna.smtpLogin()).contains("EXAMPLE\\sender");
            MailAccounts other = probe.node(world).accounts();
            assertThat(other.find(anna.id())).contains(anna);
            Resolution.Usable before = usable(other, anna.id());
            assertThat(sent(before)).containsExactly("EXAMPLE\\sender", "anna@acme.example");
            try (Credentials credentials = other.credentials(before)) {
                assertThat(credentials.login()).isEqualTo("anna@acme.example");
            }
            assertThat(sent(other.test(anna.id()))).isEqualTo(both);
            assertThat(sent(other.test(anna.id(), World.password("anna@acme.example"))))
                    .isEqualTo(both);

            MailAccount changed = accounts.changeCredentials(anna.id(), World.password("anna2"));
            assertThat(changed.login()).isEqualTo("anna2");
            assertThat(sent(usable(other, anna.id()))).containsExactly("EXAMPLE\\sender", "anna2");

            MailAccount again = accounts.reconnect(anna.id(), World.again(acme.id(), "anna2"));
            assertThat(again.smtpLogin()).isEmpty();
            assertThat(sent(usable(other, anna.id()))).containsExactly("anna2", "anna2");
            try (Credentials credentials = other.credentials(usable(other, anna.id()))) {
                assertThat(credentials.login()).isEqualTo("anna2");
            }
            assertThat(accounts.reconnect(anna.id(), request).smtpLogin()).contains("EXAMPLE\\sender");
        }
    }

    @Test
    default void anAdoptedAndAnAttachedAccountKeepTheirLoginForSmtp() {
        try (var world = World.on(this)) {
            EmailServiceRegistry node = world.node(builder -> builder.cipher(World.ring("first")));
            var id = new AccountId("a-1");
            assertThat(node.administration("root")
                            .adopt(List.of(new Adoption(
                                    World.ANNA,
                                    id,
                                    World.manually("anna@acme.example", "mail.acme.example")
                                            .withSmtpLogin("sender")))))
                    .extracting(AdoptionResult::outcome)
                    .containsExactly(AdoptionResult.Outcome.ADOPTED);
            assertThat(node.accounts().find(id).flatMap(MailAccount::smtpLogin)).contains("sender");

            EmailService acme = node.administration("root")
                    .add(ServiceDraft.named("Acme")
                            .withSmtp("mail.acme.example:465", true)
                            .withImap("mail.acme.example:993", ConnectionSecurity.TLS));
            AttachmentPlan plan = node.administration("root").manualAccounts().planAttachment(acme.id());
            assertThat(node.administration("root")
                            .manualAccounts()
                            .attach(plan, plan.token(), PageRequest.first(10))
                            .done())
                    .containsExactly(id);
            assertThat(usable(node.accounts(), id).account().service()).contains(acme.id());
            assertThat(sent(usable(node.accounts(), id))).containsExactly("sender", "anna@acme.example");
            node.administration("root").reseal(PageRequest.first(10));
            node.accounts().credentials(usable(node.accounts(), id)).close();
        }
    }

    @Test
    default void aLoginForSmtpThatNoServerShallSeeIsRefusedByItsField() {
        try (var world = World.on(this)) {
            var probe = new ProbingContract.Recorder();
            MailAccounts accounts = probe.node(world).accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            for (String bad : List.of("", "\u00a0\t", "a\nb", "a\0b", "x".repeat(321))) {
                Problem.Code code = bad.length() < 3
                        ? Problem.Code.MISSING
                        : bad.length() > 3 ? Problem.Code.TOO_LONG : Problem.Code.FORBIDDEN_CHARACTER;
                ConnectRequest request =
                        World.to(World.GMAIL.id(), "ben@gmail.example").withSmtpLogin(bad);
                assertRefused(Field.LOGIN_FOR_SMTP, code, () -> accounts.connect(World.BEN, request));
                assertRefused(Field.LOGIN_FOR_SMTP, code, () -> accounts.test(World.BEN, request));
                ConnectRequest again = World.again(World.GMAIL.id(), "anna").withSmtpLogin(bad);
                assertRefused(Field.LOGIN_FOR_SMTP, code, () -> accounts.reconnect(anna.id(), again));
            }
            assertThat(probe.asked).isEmpty();
            assertThat(accounts.accountsOf(World.BEN)).isEmpty();
            assertThat(accounts.find(anna.id())).contains(anna);
        }
    }

    @Test
    default void aStoredLoginForSmtpThatNoServerShallSeeDisablesItsAccount() {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            MailAccount ben = world.connect(World.BEN, World.GMAIL.id());
            for (String bad : List.of("", " ", "x".repeat(321))) {
                Tampering.rewrite(world.store(), anna.id(), row -> Tampering.withSmtpLogin(row, Optional.of(bad)));
                assertThat(world.registry().accounts().resolve(anna.id()))
                        .isInstanceOfSatisfying(
                                Resolution.Unusable.class,
                                unusable -> assertThat(unusable.reason()).isEqualTo(Resolution.Reason.ACCOUNT_INVALID));
            }
            assertThat(world.registry().accounts().resolve(ben.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void blanksAroundLoginAndAddressAreNotPartOfThem() {
        try (var world = World.on(this)) {
            MailAccount anna = world.registry()
                    .accounts()
                    .connect(
                            World.ANNA,
                            World.to(World.GMAIL.id(), "\u00a0EXAMPLE\\anna\t")
                                    .withAddress("\u2003anna@ACME.example\n"));
            assertThat(anna.login()).isEqualTo("EXAMPLE\\anna");
            assertThat(anna.address()).isEqualTo("anna@acme.example");
            MailAccount ben = world.registry().accounts().connect(World.BEN, World.manually(" ben@home.example "));
            assertThat(ben.login()).isEqualTo("ben@home.example");
            assertThat(ben.address()).isEqualTo("ben@home.example");
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "'acme.example,other.example'"})
    default void withoutAnAddressAnAccountIsRefusedAtTheFieldOfTheAddress(String domains) {
        try (var world = World.on(this)) {
            var probe = new ProbingContract.Recorder();
            EmailServiceRegistry node = probe.node(world);
            MailAccounts accounts = node.accounts();
            EmailService acme = node.administration("root")
                    .add(draft(domains.isEmpty() ? Set.of() : Set.of(domains.split(",", -1))));
            for (ConnectRequest request : List.of(
                    World.again(acme.id(), "anna"),
                    World.again(acme.id(), "anna").withAddress(null),
                    World.again(acme.id(), "EXAMPLE\\anna"),
                    World.manually("anna"))) {
                assertRefused(Field.ADDRESS, Problem.Code.MISSING, () -> accounts.connect(World.ANNA, request));
                assertRefused(Field.ADDRESS, Problem.Code.MISSING, () -> accounts.test(World.ANNA, request));
                assertThat(node.administration("root")
                                .adopt(List.of(new Adoption(World.ANNA, new AccountId("a-1"), request))))
                        .extracting(AdoptionResult::outcome)
                        .containsExactly(AdoptionResult.Outcome.REFUSED);
            }
            for (String bad : List.of("", "\u00a0", "anna", "EXAMPLE\\anna@acme.example", "a b@acme.example")) {
                ConnectRequest request =
                        World.again(acme.id(), "anna@acme.example").withAddress(bad);
                assertRefused(
                        Field.ADDRESS, Problem.Code.NOT_AN_EMAIL_ADDRESS, () -> accounts.connect(World.ANNA, request));
                assertRefused(
                        Field.ADDRESS, Problem.Code.NOT_AN_EMAIL_ADDRESS, () -> accounts.test(World.ANNA, request));
            }
            assertThat(probe.asked).isEmpty();
            assertThat(accounts.accountsOf(World.ANNA)).isEmpty();
        }
    }

    @Test
    default void theOnlyDomainOfTheServiceCompletesALoginToAnAddress() {
        try (var world = World.on(this)) {
            var probe = new ProbingContract.Recorder();
            EmailServiceRegistry node = probe.node(world);
            MailAccounts accounts = node.accounts();
            ServiceDraft draft =
                    draft(Set.of("acme.example")).withUserNameFormats(UserNameFormat.ADDRESS, UserNameFormat.AS_TYPED);
            EmailService acme = node.administration("root").add(draft);
            List<Optional<String>> both = List.of(Optional.of("anna@acme.example"), Optional.of("anna"));
            ConnectRequest request = World.again(acme.id(), " anna ").withId(new AccountId("a-1"));
            assertThat(sent(node.administration("root").test(draft, request.credentials())))
                    .isEqualTo(both);
            assertThat(sent(accounts.test(World.ANNA, request))).isEqualTo(both);
            MailAccount anna = accounts.connect(World.ANNA, request);
            assertThat(anna.address()).isEqualTo("anna@acme.example");
            assertThat(anna.login()).isEqualTo("anna");
            assertThat(sent(usable(accounts, anna.id()))).containsExactly("anna@acme.example", "anna");

            assertThat(accounts.connect(World.ANNA, request))
                    .as("the same again")
                    .isEqualTo(anna);
            assertRefused(
                    Field.ADDRESS,
                    Problem.Code.MISSING,
                    () -> accounts.connect(World.BEN, World.again(acme.id(), "EXAMPLE\\ben")));
            World.remove(node.administration("root"), acme.id());
            assertThat(accounts.connect(World.ANNA, request).address()).isEqualTo("anna@acme.example");
            assertThatThrownBy(() -> accounts.connect(
                            World.ANNA, World.again(acme.id(), "ann").withId(new AccountId("a-1"))))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    default void aDomainThatAnotherNodeHasJustChangedCompletesNoLogin() {
        try (var world = World.on(this)) {
            EmailService acme = world.admin().add(draft(Set.of("old.example")));
            MailAccounts other = world.node().accounts();
            other.connect(World.BEN, World.again(acme.id(), "ben"));
            EmailService edited = world.edit(acme, draft(Set.of("new.example")));
            assertThat(other.connect(World.ANNA, World.again(acme.id(), "anna")).address())
                    .isEqualTo("anna@new.example");
            world.edit(edited, draft(Set.of()));
            assertRefused(
                    Field.ADDRESS,
                    Problem.Code.MISSING,
                    () -> other.connect(World.ANNA, World.again(acme.id(), "anna2")));
        }
    }

    @Test
    default void aReconnectedAccountKeepsItsAddressWhateverTheNewLogin() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            MailAccount moved = accounts.reconnect(anna.id(), World.again(World.YAHOO.id(), "EXAMPLE\\anna"));
            assertThat(moved.address()).isEqualTo(anna.address());
            assertThat(moved.login()).isEqualTo("EXAMPLE\\anna");
            assertRefused(
                    Field.ADDRESS,
                    Problem.Code.NOT_AN_EMAIL_ADDRESS,
                    () -> accounts.reconnect(
                            anna.id(), World.again(World.YAHOO.id(), "anna").withAddress("anna")));
        }
    }
}
