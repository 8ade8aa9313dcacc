package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.emailregistry.ConnectRequest;
import org.emailregistry.MailAccounts;
import org.emailregistry.Refusal;
import org.emailregistry.RefusedException;
import org.emailregistry.Resolution;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws 3, 4 and 8: the outcomes of new credentials and of a reconnect after every combination of decisions. */
interface LifecycleContract extends NeedsDatabase {

    /** What happened to the service of an account, or to manual entry, since the account was connected. */
    record Fate(boolean manual, boolean hidden, boolean moved, boolean removed, boolean manualForbidden) {
        static List<Fate> all() {
            List<Fate> all = new ArrayList<>();
            for (int bits = 0; bits < 32; bits++) {
                var fate =
                        new Fate((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0);
                all.add(fate);
            }
            return all;
        }

        /** A service of the same hosts as the manual account, or the account's own. */
        void befall(World world, EmailService service) {
            world.admin().allowManualEntry(!manualForbidden);
            if (moved) {
                EmailService now = world.admin().service(service.id()).orElseThrow();
                world.edit(
                        now,
                        ServiceDraft.from(now)
                                .withSmtp("smtp.moved.example:465", true)
                                .withImap("imap.moved.example:993", ConnectionSecurity.TLS));
            }
            if (hidden) {
                world.admin().hide(service.id());
            }
            if (removed) {
                world.remove(service.id());
            }
        }

        /** The hosts of a hidden service cannot be typed. */
        boolean typedHostHidden() {
            return hidden && !moved && !removed;
        }
    }

    private static ConnectRequest typed() {
        return ConnectRequest.manual(World.password("anna@acme.example"))
                .withSmtp("smtp.acme.example:465", true)
                .withImap("imap.acme.example:993", ConnectionSecurity.TLS);
    }

    /** The refusal, or "done". */
    private static String outcome(Runnable call) {
        try {
            call.run();
            return "done";
        } catch (RefusedException e) {
            return e.refusal().name();
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.LifecycleContract$Fate#all")
    default void everyCombinationOfHiddenMovedRemovedAndForbiddenHasItsOutcome(Fate fate) {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccounts accounts = world.registry().accounts();
            MailAccount anna =
                    accounts.connect(World.ANNA, fate.manual() ? typed() : World.to(acme.id(), "anna@acme.example"));
            fate.befall(world, acme);

            boolean lost = fate.removed() && !fate.manual();
            Resolution resolution = accounts.resolve(anna.id());
            assertThat(resolution instanceof Resolution.Usable).isEqualTo(!lost);
            if (resolution instanceof Resolution.Unusable unusable) {
                assertThat(unusable.reason()).isEqualTo(Resolution.Reason.SERVICE_REMOVED);
            }

            assertThat(outcome(() -> accounts.changeCredentials(anna.id(), World.password("anna@acme.example"))))
                    .isEqualTo(lost ? Refusal.ACCOUNT_UNUSABLE.name() : "done");

            String same = fate.removed()
                    ? Refusal.UNKNOWN_SERVICE.name()
                    : fate.hidden() ? Refusal.SERVICE_NOT_OFFERED.name() : "done";
            assertThat(outcome(() -> accounts.reconnect(anna.id(), World.to(acme.id(), "anna@acme.example"))))
                    .isEqualTo(same);

            String byHand = fate.manualForbidden()
                    ? Refusal.MANUAL_ENTRY_FORBIDDEN.name()
                    : fate.typedHostHidden() ? Refusal.HOST_OF_HIDDEN_SERVICE.name() : "done";
            assertThat(outcome(() -> accounts.reconnect(anna.id(), typed()))).isEqualTo(byHand);

            MailAccount elsewhere = accounts.reconnect(anna.id(), World.to(World.GMAIL.id(), "anna@acme.example"));
            assertThat(elsewhere.id()).isEqualTo(anna.id());
            assertThat(elsewhere.address()).isEqualTo(anna.address());
            assertThat(elsewhere.generation()).isGreaterThan(anna.generation());
            var usable = (Resolution.Usable) accounts.resolve(anna.id());
            assertThat(usable.settings()).isEqualTo(World.GMAIL.servers());
            try (Credentials credentials = accounts.credentials(usable)) {
                assertThat(credentials.login()).isEqualTo("anna@acme.example");
            }
        }
    }
}
