package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.MailAccounts;
import org.emailregistry.NotOfferedException;
import org.emailregistry.Refusal;
import org.emailregistry.Resolution;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Secret;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.api.Test;

/** Laws 3 and 4: hidden services, and manual entry. */
interface HidingContract extends NeedsDatabase {

    @Test
    default void aHiddenServiceIsNotOfferedAndCannotBeConnectedTo() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EmailServiceRegistry other = world.node();
            assertThat(other.offer().services()).contains(acme);
            world.admin().hide(acme.id());
            assertThat(world.registry().offer().services()).doesNotContain(acme);
            // The other node has not heard of it yet; the door has.
            assertNotOffered(
                    Refusal.SERVICE_NOT_OFFERED,
                    () -> other.accounts().connect(World.ANNA, World.to(acme.id(), "anna@acme.example")));
            assertThat(world.registry().accounts().accountsOf(World.ANNA)).isEmpty();
        }
    }

    @Test
    default void aStandardServiceCanBeHiddenBeforeAndAfterAnybodyConnected() {
        try (var world = World.on(this)) {
            MailAccount anna = world.connect(World.ANNA, World.GMAIL.id());
            world.admin().hide(World.GMAIL.id());
            world.admin().hide(World.YAHOO.id());
            assertNotOffered(Refusal.SERVICE_NOT_OFFERED, () -> world.connect(World.BEN, World.GMAIL.id()));
            assertNotOffered(Refusal.SERVICE_NOT_OFFERED, () -> world.connect(World.BEN, World.YAHOO.id()));
            assertThat(world.registry().accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void accountsOfAHiddenServiceResolveAsBeforeAndMayChangeTheirCredentials() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            MailAccounts accounts = world.registry().accounts();
            var before = (Resolution.Usable) accounts.resolve(anna.id());
            world.admin().hide(acme.id());
            var after = (Resolution.Usable) accounts.resolve(anna.id());
            assertThat(after.settings()).isEqualTo(before.settings());
            accounts.changeCredentials(anna.id(), Credentials.password("anna2", Secret.of("new")));
            assertThat(accounts.resolve(anna.id()))
                    .isInstanceOfSatisfying(
                            Resolution.Usable.class,
                            usable -> assertThat(usable.login()).isEqualTo("anna2"));
        }
    }

    @Test
    default void aServiceThatIsShownAgainCanBeConnectedTo() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.admin().hide(acme.id());
            EmailServiceRegistry other = world.node();
            assertThat(other.offer().services()).doesNotContain(acme);
            world.admin().show(acme.id());
            // The other node has not heard of it yet, but refuses nothing on old knowledge.
            assertThat(other.accounts()
                            .connect(World.ANNA, World.to(acme.id(), "anna@acme.example"))
                            .service())
                    .contains(acme.id());
        }
    }

    @Test
    default void manualEntryMayNotNameAHostOfAHiddenService() {
        try (var world = World.on(this)) {
            EmailServiceRegistry other = world.node();
            assertThat(other.offer().revision()).isZero();
            world.admin().hide(World.GMAIL.id());
            for (String host : new String[] {"imap.gmail.example", "SMTP.gmail.EXAMPLE"}) {
                assertNotOffered(
                        Refusal.HOST_OF_HIDDEN_SERVICE,
                        () -> other.accounts().connect(World.ANNA, World.manually("anna@gmail.example", host)));
            }
            world.admin().show(World.GMAIL.id());
            other.accounts().connect(World.ANNA, World.manually("anna@gmail.example", "imap.gmail.example"));
        }
    }

    @Test
    default void anEditOfAHiddenServiceMovesWhatManualEntryMayName() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EmailService hidden = world.admin().hide(acme.id());
            EmailServiceRegistry other = world.node();
            other.offer();
            world.edit(
                    hidden,
                    ServiceDraft.from(hidden)
                            .withImap(
                                    "new.acme.example:993",
                                    hidden.servers().imap().security()));
            assertNotOffered(
                    Refusal.HOST_OF_HIDDEN_SERVICE,
                    () -> other.accounts().connect(World.ANNA, World.manually("anna@x.example", "new.acme.example")));
            other.accounts().connect(World.ANNA, World.manually("anna@x.example", "imap.acme.example"));
        }
    }

    @Test
    default void forbiddenManualEntryIsNotOfferedAndMakesNoAccount() {
        try (var world = World.on(this)) {
            EmailServiceRegistry other = world.node();
            assertThat(other.offer().manualEntryAllowed()).isTrue();
            world.admin().allowManualEntry(false);
            assertThat(world.registry().offer().manualEntryAllowed()).isFalse();
            assertNotOffered(
                    Refusal.MANUAL_ENTRY_FORBIDDEN,
                    () -> other.accounts().connect(World.ANNA, World.manually("anna@home.example")));
            world.admin().allowManualEntry(true);
            other.accounts().connect(World.ANNA, World.manually("anna@home.example"));
        }
    }

    @Test
    default void manualAccountsGoOnWhenManualEntryIsForbidden() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna = accounts.connect(World.ANNA, World.manually("anna@home.example"));
            var before = (Resolution.Usable) accounts.resolve(anna.id());
            world.admin().allowManualEntry(false);
            var after = (Resolution.Usable) accounts.resolve(anna.id());
            assertThat(after.settings()).isEqualTo(before.settings());
            accounts.changeCredentials(anna.id(), World.password("anna@home.example"));
            assertNotOffered(
                    Refusal.MANUAL_ENTRY_FORBIDDEN,
                    () -> accounts.reconnect(anna.id(), World.manually("anna@home.example", "other.example")));
            assertThat(accounts.resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }

    @Test
    default void aUserMayNotTypeAnUnencryptedServerNorAPrivateAddress() {
        try (var world = World.on(this)) {
            MailAccounts accounts = world.registry().accounts();
            var unencrypted = ConnectRequest.manual(World.password("anna@home.example"))
                    .withSmtp("mail.home.example:25", false)
                    .withImap("mail.home.example:143", ConnectionSecurity.NONE);
            assertThatThrownBy(() -> accounts.connect(World.ANNA, unencrypted))
                    .isInstanceOf(InvalidRequestException.class);
            for (String host : new String[] {"127.0.0.1", "10.1.2.3", "[::1]", "[fd00::1]", "169.254.169.254"}) {
                assertThatThrownBy(() -> accounts.connect(World.ANNA, World.manually("anna@home.example", host)))
                        .isInstanceOf(InvalidRequestException.class);
            }
            assertThat(accounts.accountsOf(World.ANNA)).isEmpty();
        }
    }

    private static void assertNotOffered(Refusal refusal, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NotOfferedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }
}
