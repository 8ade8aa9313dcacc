package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.emailregistry.AccountUnusableException;
import org.emailregistry.Administration;
import org.emailregistry.DestinationPlan;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.Finding;
import org.emailregistry.MailAccounts;
import org.emailregistry.NotOfferedException;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.Sealed;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.ManualEntryRow;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServiceRow;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 22: whoever writes into the database without the key can stop mail, and neither send a credential elsewhere nor
 * undo a decision. And how an administrator gets out of it.
 */
interface RowProofContract extends NeedsDatabase {

    /** A database with a node that has the key. */
    final class Keyed implements AutoCloseable {
        final World world;
        final EmailServiceRegistry registry;
        final Administration admin;
        final MailAccounts accounts;
        final RegistryStore store;

        Keyed(NeedsDatabase contract) {
            world = World.on(contract);
            registry = start();
            admin = registry.administration("root");
            accounts = registry.accounts();
            store = world.store();
        }

        /** A node that has seen nothing yet. */
        EmailServiceRegistry start() {
            return world.node(builder -> builder.cipher(World.ring("first")));
        }

        EmailService add(String name) {
            return admin.add(World.draft(name));
        }

        void moveTo(ServiceId id, String host) {
            EmailService now = admin.service(id).orElseThrow();
            EditPlan plan = admin.planEdit(id, now.revision(), at(now.name(), host));
            admin.edit(plan, plan.token());
        }

        MailAccount connect(ServiceId service) {
            return accounts.connect(World.ANNA, World.to(service, "anna@acme.example"));
        }

        void confirm(ServiceId id) {
            DestinationPlan plan = admin.planDestinations(id);
            admin.confirmDestinations(plan, plan.token());
        }

        @Override
        public void close() {
            world.close();
        }
    }

    private static ServiceDraft at(String name, String host) {
        return ServiceDraft.named(name)
                .withSmtp("smtp." + host + ":465", true)
                .withImap("imap." + host + ":993", ConnectionSecurity.TLS);
    }

    private static void assertUsable(EmailServiceRegistry registry, AccountId id) {
        MailAccounts accounts = registry.accounts();
        assertThat(accounts.resolve(id)).isInstanceOf(Resolution.Usable.class);
        try (Credentials credentials = accounts.credentials((Resolution.Usable) accounts.resolve(id))) {
            assertThat(credentials.kind()).isEqualTo(Credentials.Kind.PASSWORD);
        }
    }

    private static void assertReason(EmailServiceRegistry registry, AccountId id, Resolution.Reason reason) {
        assertThat(registry.accounts().resolve(id))
                .isInstanceOfSatisfying(
                        Resolution.Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(reason));
    }

    private static List<Finding> refused(EmailServiceRegistry registry) {
        return registry.check().stream()
                .filter(finding -> finding.kind() == Finding.Kind.REFUSED_ROW)
                .toList();
    }

    private static void assertRefused(EmailServiceRegistry registry, ServiceId id, String reason) {
        assertThat(refused(registry)).singleElement().isInstanceOfSatisfying(Finding.RefusedRow.class, row -> {
            assertThat(row.service()).contains(id);
            assertThat(row.reason()).startsWith(reason);
            assertThat(row.message()).contains(id.value()).contains(reason);
        });
    }

    private static ServiceRow rebuilt(
            ServiceRow row, boolean hidden, long revision, Optional<Instant> removedAt, String terms) {
        return new ServiceRow(row.id(), row.definition(), hidden, revision, removedAt, terms, row.proof());
    }

    @Test
    default void aRemovalThatIsUndoneInTheDatabaseStaysOneBeforeAndAfterAStart() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            MailAccount anna = keyed.connect(acme.id());
            World.remove(keyed.admin, acme.id());
            ServiceRow removed = Tampering.row(keyed.store, acme.id());
            Tampering.put(
                    keyed.store,
                    rebuilt(removed, removed.hidden(), removed.revision(), Optional.empty(), removed.terms()));
            for (EmailServiceRegistry node : List.of(keyed.registry, keyed.start())) {
                assertReason(node, anna.id(), Resolution.Reason.SERVICE_INVALID);
                assertThat(node.offer().services()).extracting(EmailService::id).doesNotContain(acme.id());
                assertRefused(node, acme.id(), "proof: ");
            }
            Tampering.put(keyed.store, removed);
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_REMOVED);
            assertThat(refused(keyed.registry)).isEmpty();
        }
    }

    @Test
    default void aRemovedServiceWhoseOlderRowIsReplayedStaysRemovedForNodesThatSawTheRemoval() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            MailAccount anna = keyed.connect(acme.id());
            ServiceRow present = Tampering.row(keyed.store, acme.id());
            World.remove(keyed.admin, acme.id());
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_REMOVED);
            Tampering.put(keyed.store, present);
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_INVALID);
            assertRefused(keyed.registry, acme.id(), "older: ");
            World.remove(keyed.admin, acme.id());
            for (EmailServiceRegistry node : List.of(keyed.registry, keyed.start())) {
                assertReason(node, anna.id(), Resolution.Reason.SERVICE_REMOVED);
            }
            Tampering.put(keyed.store, present);
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_INVALID);
        }
    }

    @Test
    default void aDecisionThatSomebodyUndidInTheDatabaseCanBeMadeAgain() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            MailAccount anna = keyed.connect(acme.id());
            ServiceRow first = Tampering.row(keyed.store, acme.id());
            keyed.moveTo(acme.id(), "second.example");
            Tampering.put(keyed.store, first);
            Administration started = keyed.start().administration("root");
            EditPlan edit = started.planEdit(acme.id(), acme.revision(), at("Acme", "second.example"));
            assertThat(started.edit(edit, edit.token()).servers().imap().address())
                    .hasToString("imap.second.example:993");
            World.remove(started, acme.id());
            Tampering.put(keyed.store, first);
            World.remove(keyed.start().administration("root"), acme.id());
            assertReason(keyed.start(), anna.id(), Resolution.Reason.SERVICE_REMOVED);
        }
    }

    @Test
    default void aRemovedServiceWhoseRowWasDamagedCanBeRemovedAgain() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            MailAccount anna = keyed.connect(acme.id());
            World.remove(keyed.admin, acme.id());
            ServiceRow removed = Tampering.row(keyed.store, acme.id());
            Tampering.put(
                    keyed.store,
                    rebuilt(removed, removed.hidden(), removed.revision(), Optional.empty(), removed.terms()));
            assertRefused(keyed.registry, acme.id(), "proof: ");
            World.remove(keyed.admin, acme.id());
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_REMOVED);
            assertThat(refused(keyed.registry)).isEmpty();
            keyed.add("Acme");
        }
    }

    @Test
    default void signingAnewMakesAnOlderRowNoNewerForNodesThatSawALaterOne() {
        try (var keyed = new Keyed(this)) {
            EmailServiceRegistry running = keyed.world.node(b -> b.cipher(World.ring("first", "second")));
            EmailService acme = keyed.add("Acme");
            ServiceRow shown = Tampering.row(keyed.store, acme.id());
            keyed.admin.hide(acme.id());
            assertThat(running.administration("root").service(acme.id()))
                    .hasValueSatisfying(service -> assertThat(service.hidden()).isTrue());
            Tampering.put(keyed.store, shown);
            EmailServiceRegistry started = keyed.world.node(b -> b.cipher(World.ring("first", "second")));
            started.administration("root").reseal(PageRequest.first(10));
            assertThat(Tampering.row(keyed.store, acme.id()).proof())
                    .hasValueSatisfying(proof -> assertThat(proof.keyId()).isEqualTo("second"));
            assertRefused(running, acme.id(), "older: ");
        }
    }

    @Test
    default void anOlderRowOfAServiceIsRefusedUntilItsDestinationsAreConfirmedAnew() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            EmailService other = keyed.add("Other");
            MailAccount anna = keyed.connect(acme.id());
            MailAccount ben = keyed.accounts.connect(World.BEN, World.to(other.id(), "ben@acme.example"));
            ServiceRow before = Tampering.row(keyed.store, acme.id());
            keyed.moveTo(acme.id(), "second.example");
            var usable = (Resolution.Usable) keyed.accounts.resolve(anna.id());
            Tampering.put(keyed.store, before);

            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_INVALID);
            assertThatThrownBy(() -> keyed.accounts.credentials(usable)).isInstanceOf(AccountUnusableException.class);
            assertThat(keyed.registry.offer().services())
                    .extracting(EmailService::id)
                    .contains(other.id())
                    .doesNotContain(acme.id());
            assertUsable(keyed.registry, ben.id());
            assertRefused(keyed.registry, acme.id(), "older: ");
            assertThatThrownBy(() -> keyed.admin.hide(acme.id())).isInstanceOf(UnknownServiceException.class);

            DestinationPlan plan = keyed.admin.planDestinations(acme.id());
            assertThat(plan.servers().imap().address()).hasToString("imap.acme.example:993");
            assertThat(plan.name()).isEqualTo("Acme");
            assertThat(plan.accounts()).isEqualTo(1);
            assertThat(plan.defect())
                    .hasValueSatisfying(defect -> assertThat(defect).startsWith("older: "));
            EmailService confirmed = keyed.admin.confirmDestinations(plan, plan.token());
            assertThat(confirmed.servers()).isEqualTo(plan.servers());
            assertUsable(keyed.registry, anna.id());
            assertThat(refused(keyed.registry)).isEmpty();
            assertThat(keyed.admin.history(PageRequest.first(1)).changes())
                    .singleElement()
                    .satisfies(change -> {
                        assertThat(change.kind()).isEqualTo(Change.Kind.DESTINATIONS_CONFIRMED);
                        assertThat(change.service()).contains(acme.id());
                    });

            Tampering.put(keyed.store, before);
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_INVALID);
        }
    }

    @Test
    default void aNodeThatSawALaterRowUsesTheOneThatAnotherNodeConfirmedAnew() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            MailAccount anna = keyed.connect(acme.id());
            ServiceRow before = Tampering.row(keyed.store, acme.id());
            for (String host : List.of("second.example", "third.example", "acme.example")) {
                keyed.moveTo(acme.id(), host);
            }
            Tampering.put(keyed.store, before);
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_INVALID);

            Administration started = keyed.start().administration("root");
            DestinationPlan plan = started.planDestinations(acme.id());
            assertThat(plan.defect()).isEmpty();
            started.confirmDestinations(plan, plan.token());
            assertUsable(keyed.registry, anna.id());
        }
    }

    @Test
    default void aConfirmationOfDestinationsNeedsTheTokenOfTheRowAsItIsNow() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            DestinationPlan plan = keyed.admin.planDestinations(acme.id());
            assertThat(keyed.start().administration("root").planDestinations(acme.id()))
                    .as("every node makes the same plan")
                    .isEqualTo(plan);
            assertThatThrownBy(() -> keyed.admin.confirmDestinations(plan, "guessed"))
                    .isInstanceOfSatisfying(
                            StalePlanException.class, e -> assertThat(e.fresh()).isEqualTo(plan));
            Tampering.rewrite(keyed.store, acme.id(), d -> Tampering.imap(d, "imap.evil.example:993", "TLS"));
            assertThatThrownBy(() -> keyed.admin.confirmDestinations(plan, plan.token()))
                    .isInstanceOf(StalePlanException.class);
            Tampering.rewrite(keyed.store, acme.id(), d -> Tampering.imap(d, "imap.acme.example:993", "TLS"));
            keyed.admin.confirmDestinations(plan, plan.token());
            long revision = keyed.admin.catalog().revision();
            keyed.admin.confirmDestinations(plan, plan.token());
            assertThat(keyed.admin.catalog().revision()).as("repeated").isEqualTo(revision);
            World.remove(keyed.admin, acme.id());
            assertThatThrownBy(() -> keyed.admin.planDestinations(acme.id()))
                    .isInstanceOf(UnknownServiceException.class);
        }
    }

    @Test
    default void credentialsSealedAfterTheRowAreClosedUntilTheDestinationsAreConfirmedAnew() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            ServiceRow before = Tampering.row(keyed.store, acme.id());
            keyed.moveTo(acme.id(), "second.example");
            MailAccount ben = keyed.accounts.connect(World.BEN, World.to(acme.id(), "ben@acme.example"));
            keyed.moveTo(acme.id(), "acme.example");
            MailAccount anna = keyed.connect(acme.id());
            Tampering.put(keyed.store, before);

            EmailServiceRegistry started = keyed.start();
            assertReason(started, anna.id(), Resolution.Reason.DESTINATION_NOT_CONFIRMED);
            assertReason(started, ben.id(), Resolution.Reason.DESTINATION_NOT_CONFIRMED);
            Administration admin = started.administration("root");
            DestinationPlan plan = admin.planDestinations(acme.id());
            admin.confirmDestinations(plan, plan.token());
            assertUsable(started, anna.id());
            assertReason(started, ben.id(), Resolution.Reason.DESTINATION_NOT_CONFIRMED);
        }
    }

    /** What is changed in the row of a decision about a standard service. */
    static Stream<Named<UnaryOperator<ServiceRow>>> damagedDecisions() {
        Map<String, UnaryOperator<ServiceRow>> damages = new LinkedHashMap<>();
        damages.put("shown", r -> rebuilt(r, false, r.revision(), r.removedAt(), r.terms()));
        damages.put("revision", r -> rebuilt(r, r.hidden(), r.revision() + 1, r.removedAt(), r.terms()));
        damages.put("removal", r -> rebuilt(r, r.hidden(), r.revision(), Optional.of(World.START), r.terms()));
        damages.put("terms", r -> rebuilt(r, r.hidden(), r.revision(), r.removedAt(), "destined=5\n"));
        damages.put("no proof", r -> r.with(Optional.empty()));
        damages.put("foreign proof", r -> r.with(Optional.of(new Sealed("first", new byte[28]))));
        return damages.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.RowProofContract#damagedDecisions")
    default void whateverIsChangedInADecisionAboutAStandardServiceTurnsItOffUntilItIsConfirmed(
            UnaryOperator<ServiceRow> damage) {
        try (var keyed = new Keyed(this)) {
            ServiceId gmail = World.GMAIL.id();
            MailAccount anna = keyed.connect(gmail);
            keyed.admin.hide(gmail);
            Tampering.rewriteRow(keyed.store, gmail, damage);
            for (EmailServiceRegistry node : List.of(keyed.registry, keyed.start())) {
                assertReason(node, anna.id(), Resolution.Reason.SERVICE_INVALID);
                assertThat(node.offer().services())
                        .extracting(EmailService::id)
                        .contains(World.YAHOO.id())
                        .doesNotContain(gmail);
                assertRefused(node, gmail, "proof: ");
                assertThatThrownBy(() -> node.accounts()
                                .connect(World.BEN, World.manually("ben@gmail.example", "imap.gmail.example")))
                        .isInstanceOf(NotOfferedException.class);
            }
            keyed.confirm(gmail);
            assertUsable(keyed.registry, anna.id());
            assertUsable(keyed.start(), anna.id());
        }
    }

    @Test
    default void anOlderDecisionAboutAStandardServiceIsRefusedByNodesThatSawALaterOne() {
        try (var keyed = new Keyed(this)) {
            ServiceId gmail = World.GMAIL.id();
            MailAccount anna = keyed.connect(gmail);
            keyed.admin.hide(gmail);
            keyed.admin.show(gmail);
            ServiceRow shown = Tampering.row(keyed.store, gmail);
            keyed.admin.hide(gmail);
            Tampering.put(keyed.store, shown);
            assertReason(keyed.registry, anna.id(), Resolution.Reason.SERVICE_INVALID);
            assertThat(keyed.registry.offer().services())
                    .extracting(EmailService::id)
                    .doesNotContain(gmail);
            assertRefused(keyed.registry, gmail, "older: ");
            keyed.confirm(gmail);
            assertUsable(keyed.registry, anna.id());
            keyed.admin.hide(gmail);
            assertUsable(keyed.registry, anna.id());
        }
    }

    @Test
    default void aRowThatIsNoServiceAndNoDecisionIsRefused() {
        try (var keyed = new Keyed(this)) {
            var id = new ServiceId("invented");
            keyed.add("Acme");
            Tampering.put(
                    keyed.store,
                    new ServiceRow(id, Optional.empty(), false, 1, Optional.empty(), "", Optional.empty()));
            assertRefused(keyed.registry, id, "proof: ");
            assertThatThrownBy(() -> keyed.admin.planDestinations(id)).isInstanceOf(UnknownServiceException.class);
            World.remove(keyed.admin, id);
            assertThat(refused(keyed.registry)).isEmpty();
        }
    }

    /** What is changed in the setting of manual entry, which is forbidden. */
    static Stream<Named<UnaryOperator<ManualEntryRow>>> damagedManualEntry() {
        Map<String, UnaryOperator<ManualEntryRow>> damages = new LinkedHashMap<>();
        damages.put("allowed", r -> new ManualEntryRow(true, r.doorRevision(), r.terms(), r.proof()));
        damages.put("never decided", r -> ManualEntryRow.INITIAL);
        damages.put("revision", r -> new ManualEntryRow(r.allowed(), 0, r.terms(), r.proof()));
        damages.put("terms", r -> new ManualEntryRow(true, r.doorRevision(), "destined=9\n", r.proof()));
        damages.put("malformed terms", r -> new ManualEntryRow(true, r.doorRevision(), "evil", r.proof()));
        damages.put("no proof", r -> r.with(Optional.empty()));
        return damages.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.store.contract.RowProofContract#damagedManualEntry")
    default void whateverIsChangedInTheSettingOfManualEntryTurnsItOffUntilItIsDecidedAgain(
            UnaryOperator<ManualEntryRow> damage) {
        try (var keyed = new Keyed(this)) {
            MailAccount anna = keyed.accounts.connect(World.ANNA, World.manually("anna@home.example"));
            keyed.admin.allowManualEntry(false);
            Tampering.put(keyed.store, damage.apply(keyed.store.catalog().manualEntry()));
            for (EmailServiceRegistry node : List.of(keyed.registry, keyed.start())) {
                assertThat(node.administration("root").catalog().manualEntryAllowed())
                        .isFalse();
                assertThat(node.offer().manualEntryAllowed()).isFalse();
                assertThatThrownBy(() -> node.accounts().connect(World.BEN, World.manually("ben@home.example")))
                        .isInstanceOf(NotOfferedException.class);
                assertUsable(node, anna.id());
                assertThat(refused(node)).singleElement().isInstanceOfSatisfying(Finding.RefusedRow.class, row -> {
                    assertThat(row.service()).isEmpty();
                    assertThat(row.message()).contains("manual entry");
                });
            }
            keyed.add("A decision about something else does not make it valid");
            assertThat(keyed.registry.offer().manualEntryAllowed()).isFalse();
            keyed.admin.allowManualEntry(true);
            assertThat(refused(keyed.registry)).isEmpty();
            keyed.accounts.connect(World.BEN, World.manually("ben@home.example"));
        }
    }

    @Test
    default void anOlderSettingOfManualEntryIsRefusedByNodesThatSawALaterOne() {
        try (var keyed = new Keyed(this)) {
            keyed.admin.allowManualEntry(false);
            keyed.admin.allowManualEntry(true);
            ManualEntryRow allowed = keyed.store.catalog().manualEntry();
            keyed.admin.allowManualEntry(false);
            Tampering.put(keyed.store, allowed);
            assertThat(keyed.registry.administration("root").catalog().manualEntryAllowed())
                    .isFalse();
            keyed.admin.allowManualEntry(true);
            assertThat(keyed.admin.catalog().manualEntryAllowed()).isTrue();
            keyed.world.letOffersGoStale();
            assertThat(keyed.registry.offer().manualEntryAllowed()).isTrue();
        }
    }

    @Test
    default void theFirstSuccessAfterAMoveSealsTheCredentialsForTheNewServersAndLaterOnesDoNot() {
        try (var keyed = new Keyed(this)) {
            EmailService acme = keyed.add("Acme");
            MailAccount anna = keyed.connect(acme.id());
            keyed.moveTo(acme.id(), "second.example");
            AccountRow before = Tampering.account(keyed.store, anna.id());
            keyed.accounts.report(anna, Outcome.TIMEOUT);
            assertThat(Tampering.account(keyed.store, anna.id()).credentials()).isEqualTo(before.credentials());
            keyed.accounts.report(anna, Outcome.OK);
            AccountRow sealed = Tampering.account(keyed.store, anna.id());
            assertThat(sealed.credentials()).hasValueSatisfying(kept -> {
                assertThat(kept.imapDestination()).isEqualTo("imap imap.second.example TLS -");
                assertThat(kept.bound())
                        .isNotEqualTo(before.credentials().orElseThrow().bound());
            });
            assertThat(sealed.changedAt()).isEqualTo(before.changedAt());
            assertThat(sealed.generation()).isEqualTo(before.generation());
            keyed.accounts.report(anna, Outcome.OK);
            assertThat(Tampering.account(keyed.store, anna.id()).version()).isEqualTo(sealed.version());
            assertUsable(keyed.registry, anna.id());

            keyed.moveTo(acme.id(), "second.example");
            keyed.accounts.report(anna, Outcome.OK);
            assertThat(Tampering.account(keyed.store, anna.id()).version())
                    .as("nothing moved")
                    .isEqualTo(sealed.version());
        }
    }

    @Test
    default void whatALaterVersionDecidedAboutAServiceIsKept() {
        try (var keyed = new Keyed(this)) {
            ServiceId acme = keyed.add("Acme").id();
            ServiceRow row = Tampering.row(keyed.store, acme);
            var later = rebuilt(row, false, row.revision() + 1, Optional.empty(), row.terms() + "later=a \\\\ b\\nc\n");
            Sealed proof = new org.emailregistry.internal.vault.Signatures(
                            Optional.of(World.ring("first")), keyed.store.tenant())
                    .signed(later)
                    .proof()
                    .orElseThrow();
            Tampering.put(keyed.store, later.with(Optional.of(proof)));
            assertThat(refused(keyed.registry)).isEmpty();
            keyed.admin.hide(acme);
            keyed.admin.show(acme);
            keyed.moveTo(acme, "second.example");
            keyed.confirm(acme);
            assertThat(Tampering.row(keyed.store, acme).terms()).contains("later=a \\\\ b\\nc\n");
            World.remove(keyed.admin, acme);
            assertThat(Tampering.row(keyed.store, acme).terms()).contains("later=a \\\\ b\\nc\n");
        }
    }

    @Test
    default void aCatalogWithoutAnyDecisionNeedsNoProof() {
        try (var keyed = new Keyed(this)) {
            assertThat(keyed.store.version()).isEqualTo(CatalogVersion.EMPTY);
            assertThat(keyed.registry.check()).isEmpty();
            keyed.accounts.connect(World.ANNA, World.manually("anna@home.example"));
            keyed.add("Acme");
            assertThat(keyed.store.catalog().manualEntry().proof()).isPresent();
            assertThat(keyed.registry.offer().manualEntryAllowed()).isTrue();
            keyed.accounts.connect(World.BEN, World.manually("ben@home.example"));
        }
    }

    @Test
    default void aServiceThatCannotBeReadIsAFindingWithItsReason() {
        try (var world = World.on(this);
                EmailServiceRegistry bare =
                        EmailServiceRegistry.builder(world.store()).build()) {
            EmailService acme = bare.administration("root").add(World.draft("Acme"));
            Tampering.rewrite(world.store(), acme.id(), d -> Tampering.imap(d, "imap.acme.example:993", "SSL"));
            assertThat(bare.check()).singleElement().isInstanceOfSatisfying(Finding.InvalidService.class, invalid -> {
                assertThat(invalid.kind()).isEqualTo(Finding.Kind.INVALID_SERVICE);
                assertThat(invalid.service()).isEqualTo(acme.id());
                assertThat(invalid.name()).isEqualTo("Acme");
                assertThat(invalid.message()).contains(invalid.reason());
            });
            assertThatThrownBy(() -> bare.administration("root").planDestinations(acme.id()))
                    .isInstanceOf(UnknownServiceException.class);
        }
    }
}
