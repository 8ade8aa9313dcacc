package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.AccountEvent;
import org.emailregistry.Administration;
import org.emailregistry.AttachmentPlan;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.ManualAccounts;
import org.emailregistry.NotOfferedException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.store.Change;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.ServerRow;
import org.emailregistry.store.SettingsRow;
import org.emailregistry.store.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws 5 and 7 for accounts with typed servers: reported, and attached to a service that has the same servers. */
interface ManualAccountsContract extends NeedsDatabase {

    private static ServiceDraft home(String name) {
        return ServiceDraft.named(name)
                .withSmtp("mail.home.example:465", true)
                .withImap("mail.home.example:993", ConnectionSecurity.TLS);
    }

    private static MailAccount typed(World world, String user, String host) {
        return world.registry().accounts().connect(new UserId(user), World.manually(user + "@home.example", host));
    }

    private static List<AccountId> attachAll(ManualAccounts manual, AttachmentPlan plan, int limit) {
        List<AccountId> all = new ArrayList<>();
        Optional<PageRequest> cursor = Optional.of(PageRequest.first(limit));
        do {
            JobPage page = manual.attach(plan, plan.token(), cursor.orElseThrow());
            assertThat(page.left()).isEmpty();
            all.addAll(page.done());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    @Test
    default void theManualAccountsLeftAreReportedWhenManualEntryIsForbidden() {
        try (var world = World.on(this)) {
            MailAccount anna = typed(world, "anna", "mail.home.example");
            MailAccount ben = typed(world, "ben", "mail.other.example");
            world.connect(World.ANNA, World.GMAIL.id());
            world.admin().allowManualEntry(false);
            ManualAccounts manual = world.admin().manualAccounts();
            assertThat(manual.count()).isEqualTo(2);
            Page<MailAccount> first = manual.list(PageRequest.first(1));
            assertThat(first.items()).containsExactly(anna);
            assertThat(manual.list(first.next().orElseThrow()).items()).containsExactly(ben);
            assertThatThrownBy(() -> manual.list(PageRequest.first(0))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> manual.list(PageRequest.first(1001))).isInstanceOf(IllegalArgumentException.class);
            world.registry().accounts().disconnect(ben.id());
            assertThat(manual.count()).isEqualTo(1);
        }
    }

    private static long version(World world, MailAccount account) {
        return world.store().account(account.id()).orElseThrow().account().version();
    }

    @Test
    default void accountsWithTheServersOfAServiceAreAttachedToItPageByPageAndFollowItFromThenOn() {
        try (var world = World.on(this)) {
            List<MailAccount> same = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                same.add(typed(world, "user" + i, "mail.home.example"));
            }
            MailAccount elsewhere = typed(world, "user2b", "mail.other.example");
            world.admin().allowManualEntry(false);
            EmailService home = world.admin().add(home("Home"));
            EmailServiceRegistry registry = world.node(builder -> builder.listenerExecutor(Runnable::run));
            registry.accounts().report(same.get(0), Outcome.TIMEOUT);
            Administration admin = registry.administration("keeper").withReason("Ticket 7");
            ManualAccounts manual = admin.manualAccounts();
            AttachmentPlan plan = manual.planAttachment(home.id());
            assertThat(plan.service()).isEqualTo(home.id());
            assertThat(plan.name()).isEqualTo("Home");
            assertThat(plan.servers()).isEqualTo(home.servers());
            assertThat(plan.accounts()).isEqualTo(6);
            assertThat(manual.candidates(home.id(), PageRequest.first(100)).items())
                    .containsExactlyElementsOf(same);
            RemovalPlan removal = admin.planRemoval(home.id());
            long version = version(world, same.get(0));
            var cuts = new AtomicInteger();
            List<AccountEvent.Kind> events = new ArrayList<>();
            var usable =
                    (Resolution.Usable) registry.accounts().resolve(same.get(0).id());
            assertThat(usable.origin()).isEqualTo(Origin.USER);
            try (Subscription watch = registry.accounts().watch(same.get(0).id(), cuts::incrementAndGet);
                    Subscription listening = registry.onAccountEvent(event -> events.add(event.kind()))) {
                assertThat(attachAll(manual, plan, 2))
                        .containsExactlyElementsOf(
                                same.stream().map(MailAccount::id).toList());
                assertThat(version(world, same.get(0))).isGreaterThan(version);
                assertThat(cuts).as("%s %s", watch, listening).hasValue(0);
                assertThat(events).hasSize(5).containsOnly(AccountEvent.Kind.ATTACHED);
            }
            assertThat(manual.count()).isEqualTo(1);
            assertThat(manual.list(PageRequest.first(10)).items()).containsExactly(elsewhere);
            assertThat(admin.planRemoval(home.id()).accounts()).isEqualTo(5);
            assertThatThrownBy(() -> admin.remove(removal, removal.token()))
                    .as("nobody loses a mailbox unseen")
                    .isInstanceOf(StalePlanException.class);
            assertThat(admin.history(PageRequest.first(1)).changes())
                    .singleElement()
                    .satisfies(change -> {
                        assertThat(change.kind()).isEqualTo(Change.Kind.ACCOUNTS_ATTACHED);
                        assertThat(change.actor()).isEqualTo("keeper");
                        assertThat(change.reason()).isEqualTo("Ticket 7");
                        assertThat(change.service()).contains(home.id());
                    });
            assertThat(attachAll(manual, plan, 2)).as("repeated").isEmpty();
            assertThat(registry.accounts().loginFailures(same.get(0).id())).isPresent();
            try (Credentials credentials = registry.accounts().credentials(usable)) {
                assertThat(credentials.login()).isEqualTo("user0@home.example");
            }
            world.edit(
                    home,
                    ServiceDraft.from(home)
                            .withSmtp("mail.home.example:1465", ConnectionSecurity.TLS)
                            .withImap("mail.home.example:1993", ConnectionSecurity.TLS));
            for (MailAccount account : same) {
                var now = (Resolution.Usable) registry.accounts().resolve(account.id());
                assertThat(now.settings().imap().address().port()).isEqualTo(1993);
                assertThat(now.origin()).isEqualTo(Origin.ADMINISTRATOR);
                assertThat(now.account().service()).contains(home.id());
                registry.accounts().credentials(now).close();
            }
        }
    }

    /** What differs from the servers that were typed, or cannot be used with a password. */
    static List<ServiceDraft> others() {
        return List.of(
                home("Other port").withImap("mail.home.example:1993", ConnectionSecurity.TLS),
                home("Other security").withImap("mail.home.example:993", ConnectionSecurity.STARTTLS),
                home("Other host").withSmtp("smtp.home.example:465", true),
                home("Other user name").withUserNameFormats(UserNameFormat.AS_TYPED, UserNameFormat.LOCAL_PART),
                home("Tokens only").withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2)));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.ManualAccountsContract#others")
    default void nothingIsAttachedThatIsNotExactlyTheSame(ServiceDraft draft) {
        try (var world = World.on(this)) {
            typed(world, "anna", "mail.home.example");
            EmailService service = world.admin().add(draft);
            ManualAccounts manual = world.admin().manualAccounts();
            if (service.authenticationMethods().contains(AuthenticationMethod.PASSWORD)) {
                AttachmentPlan plan = manual.planAttachment(service.id());
                assertThat(attachAll(manual, plan, 10)).isEmpty();
            }
            assertThat(manual.candidates(service.id(), PageRequest.first(10)).items())
                    .isEmpty();
            assertThat(manual.count()).isEqualTo(1);
        }
    }

    @Test
    default void anAccountThatSomebodyGaveTheServersOfAServiceIsNotAttached() {
        try (var world = World.on(this)) {
            EmailServiceRegistry registry = world.node(builder -> builder.cipher(World.ring("first")));
            MailAccount anna =
                    registry.accounts().connect(World.ANNA, World.manually("anna@home.example", "mail.other.example"));
            EmailService home = registry.administration("root").add(home("Home"));
            var server = new ServerRow("mail.home.example:993", "TLS", "AS_TYPED");
            var smtp = new ServerRow("mail.home.example:465", "TLS", "AS_TYPED");
            Tampering.rewrite(
                    world.store(),
                    anna.id(),
                    row -> Tampering.with(
                            row,
                            row.service(),
                            Optional.of(new SettingsRow(smtp, server)),
                            row.credentials()
                                    .map(kept -> new org.emailregistry.store.SealedCredentials(
                                            kept.kind(),
                                            kept.secret(),
                                            "smtp mail.home.example TLS -",
                                            "imap mail.home.example TLS -",
                                            kept.bound()))));
            ManualAccounts manual = registry.administration("root").manualAccounts();
            AttachmentPlan plan = manual.planAttachment(home.id());
            JobPage page = manual.attach(plan, plan.token(), PageRequest.first(10));
            assertThat(page.done()).isEmpty();
            assertThat(page.left()).containsExactly(new JobPage.Left(anna.id(), JobPage.Reason.CREDENTIALS_UNREADABLE));
            assertThat(manual.count()).isEqualTo(1);
        }
    }

    @Test
    default void anAttachmentIsRefusedAfterAnEditAndForAServiceThatIsNotOpen() {
        try (var world = World.on(this)) {
            MailAccount anna = typed(world, "anna", "mail.home.example");
            EmailService home = world.admin().add(home("Home"));
            ManualAccounts manual = world.admin().manualAccounts();
            AttachmentPlan plan = manual.planAttachment(home.id());
            world.edit(home, ServiceDraft.from(home).withName("Hearth"));
            assertThatThrownBy(() -> manual.attach(plan, plan.token(), PageRequest.first(10)))
                    .isInstanceOfSatisfying(
                            StalePlanException.class,
                            e -> assertThat(e.fresh()).isEqualTo(manual.planAttachment(home.id())));
            assertThat(manual.count()).isEqualTo(1);
            AttachmentPlan fresh = manual.planAttachment(home.id());
            world.admin().hide(home.id());
            assertThatThrownBy(() -> manual.planAttachment(home.id())).isInstanceOf(NotOfferedException.class);
            assertThatThrownBy(() -> manual.attach(fresh, fresh.token(), PageRequest.first(10)))
                    .isInstanceOf(NotOfferedException.class);
            assertThatThrownBy(() -> manual.candidates(home.id(), PageRequest.first(10)))
                    .isInstanceOf(NotOfferedException.class);
            world.admin().show(home.id());
            assertThat(attachAll(manual, fresh, 10))
                    .as("hiding and showing stale nothing")
                    .containsExactly(anna.id());
            assertThatThrownBy(() -> manual.planAttachment(new ServiceId("nobody")))
                    .isInstanceOf(UnknownServiceException.class);
        }
    }

    @Test
    default void aStandardServiceTakesAccountsThatTypedItsServers() {
        try (var world = World.on(this)) {
            MailAccount anna = world.registry()
                    .accounts()
                    .connect(
                            World.ANNA,
                            ConnectRequest.manual(World.password("anna@gmail.example"))
                                    .withSmtp("smtp.gmail.example:465", true)
                                    .withImap("imap.gmail.example:993", ConnectionSecurity.TLS));
            ManualAccounts manual = world.admin().manualAccounts();
            AttachmentPlan plan = manual.planAttachment(World.GMAIL.id());
            assertThat(attachAll(manual, plan, 10)).containsExactly(anna.id());
            assertThat(world.admin().history(PageRequest.first(10)).changes())
                    .extracting(Change::kind)
                    .containsExactly(Change.Kind.ACCOUNTS_ATTACHED);
            assertThat(world.registry().accounts().find(anna.id()).orElseThrow().service())
                    .contains(World.GMAIL.id());
        }
    }
}
