package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.emailregistry.Administration;
import org.emailregistry.Confirmation;
import org.emailregistry.ConfirmationRequiredException;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.FieldChange;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.Resolution;
import org.emailregistry.ServiceMovedException;
import org.emailregistry.StalePlanException;
import org.emailregistry.StandardServiceException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.Test;

/** Laws 5, 6 and 10: edits. */
interface EditContract extends NeedsDatabase {

    @Property(tries = 60)
    default void everyAccountOnEveryNodeFollowsAnEdit(
            @ForAll("editedDrafts") ServiceDraft before, @ForAll("editedDrafts") ServiceDraft after) {
        try (var world = World.on(this)) {
            EmailService service = world.admin().add(before);
            MailAccount anna = world.connect(World.ANNA, service.id());
            EmailServiceRegistry other = world.node();
            assertThat(other.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
            world.edit(service, after);
            for (EmailServiceRegistry node : new EmailServiceRegistry[] {world.registry(), other}) {
                var usable = (Resolution.Usable) node.accounts().resolve(anna.id());
                assertThat(usable.settings()).isEqualTo(after.servers().orElseThrow());
                try (Credentials credentials = node.accounts().credentials(usable)) {
                    assertThat(credentials.login()).isEqualTo("anna@acme.example");
                }
            }
            assertThat(other.accounts().find(anna.id()).orElseThrow().generation())
                    .isEqualTo(1);
        }
    }

    @Property(tries = 100)
    default void whatChangesAHostOrWeakensSecurityNeedsAConfirmationAndNothingElseDoes(
            @ForAll("editedDrafts") ServiceDraft before, @ForAll("editedDrafts") ServiceDraft after) {
        try (var world = World.on(this)) {
            EmailService service = world.admin().add(before);
            EditPlan plan = world.admin().planEdit(service.id(), service.revision(), after);
            ServerSettings was = before.servers().orElseThrow();
            ServerSettings becomes = after.servers().orElseThrow();
            boolean risky = isRisky(was.smtp(), becomes.smtp()) || isRisky(was.imap(), becomes.imap());
            assertThat(!plan.confirmations().isEmpty()).isEqualTo(risky);
            if (risky) {
                assertThatThrownBy(() -> world.admin().edit(plan))
                        .isInstanceOfSatisfying(
                                ConfirmationRequiredException.class,
                                e -> assertThat(e.plan()).isEqualTo(plan));
                assertThat(world.admin().service(service.id())).contains(service);
                world.admin().edit(plan, plan.token());
            } else {
                world.admin().edit(plan);
            }
            assertThat(world.admin().service(service.id()).orElseThrow().servers())
                    .isEqualTo(becomes);
        }
    }

    @Test
    default void aSaveWithAnEditThatHasToBeConfirmedIsRefusedWithoutItsToken() {
        try (var world = World.on(this)) {
            EmailService service = world.add("Acme");
            EditPlan plan = world.admin().planEdit(service.id(), service.revision(), elsewhere());
            assertThatThrownBy(() -> world.admin().update(1).edit(plan).apply())
                    .isInstanceOf(ConfirmationRequiredException.class);
            assertThat(world.admin().service(service.id())).contains(service);
            EditPlan harmless = world.admin().planEdit(service.id(), service.revision(), World.draft("New"));
            assertThat(world.admin().update(1).edit(harmless).apply()).isEqualTo(2);
        }
    }

    private static EditPlan forged(EditPlan plan, ServiceId service, ServiceDraft draft) {
        return new EditPlan(service, draft, plan.definedAt(), List.of(), List.of(), List.of(), 0, plan.token());
    }

    private static ServiceDraft elsewhere() {
        return World.draft("Acme").withSmtp("smtp.elsewhere.example:465", ConnectionSecurity.TLS);
    }

    @Test
    default void aPlanForgedForAnotherDraftIsStaleWhateverTokenConfirmsIt() {
        try (var world = World.on(this)) {
            EmailService service = world.add("Acme");
            EditPlan honest = world.admin().planEdit(service.id(), service.revision(), World.draft("New"));

            EditPlan forged = forged(honest, service.id(), elsewhere());

            assertThatThrownBy(() -> world.admin().edit(forged)).isInstanceOf(StalePlanException.class);
            assertThatThrownBy(() -> world.admin().edit(forged, forged.token()))
                    .isInstanceOfSatisfying(
                            StalePlanException.class,
                            e -> assertThat(((EditPlan) e.fresh()).confirmations())
                                    .isNotEmpty());
            assertThat(world.admin().service(service.id())).contains(service);
        }
    }

    @Test
    default void aPlanThatHidesWhatHasToBeConfirmedIsRefusedWithAllOfIt() {
        try (var world = World.on(this)) {
            EmailService service = world.add("Acme");
            EditPlan honest = world.admin().planEdit(service.id(), service.revision(), elsewhere());

            EditPlan forged = forged(honest, service.id(), honest.draft());

            assertThatThrownBy(() -> world.admin().edit(forged))
                    .isInstanceOfSatisfying(ConfirmationRequiredException.class, e -> {
                        assertThat(e.plan().confirmations()).isEqualTo(honest.confirmations());
                        assertThat(e.plan().changes()).isEqualTo(honest.changes());
                    });
            assertThat(world.admin().service(service.id())).contains(service);
        }
    }

    @Test
    default void aPlanThatHidesProblemsIsRefusedWithThem() {
        try (var world = World.on(this)) {
            EmailService service = world.add("Acme");
            EditPlan honest = world.admin().planEdit(service.id(), service.revision(), World.draft(""));

            EditPlan forged = forged(honest, service.id(), honest.draft());

            assertThatThrownBy(() -> world.admin().edit(forged))
                    .isInstanceOfSatisfying(
                            InvalidServiceException.class,
                            e -> assertThat(e.problems()).isEqualTo(honest.problems()));
            assertThat(world.admin().service(service.id())).contains(service);
        }
    }

    @Test
    default void aPlanForgedForAServiceThatNobodyEditsIsRefused() {
        try (var world = World.on(this)) {
            EmailService service = world.add("Acme");
            EditPlan honest = world.admin().planEdit(service.id(), service.revision(), World.draft("New"));
            ServiceId standard = world.admin().catalog().services().get(0).id();

            assertThatThrownBy(() ->
                            world.admin().edit(forged(honest, new ServiceId("nobody"), honest.draft()), honest.token()))
                    .isInstanceOf(UnknownServiceException.class);
            assertThatThrownBy(() -> world.admin().edit(forged(honest, standard, honest.draft()), honest.token()))
                    .isInstanceOf(StandardServiceException.class);
        }
    }

    private static boolean isRisky(MailServer before, MailServer after) {
        return !before.address().host().equals(after.address().host())
                || !after.security().atLeast(before.security());
    }

    @Provide
    default Arbitrary<ServiceDraft> editedDrafts() {
        return DomainArbitraries.drafts();
    }

    private static ServiceDraft secured(String name, ConnectionSecurity smtp, ConnectionSecurity imap) {
        return ServiceDraft.named(name)
                .withSmtp("smtp.acme.example:10025", smtp)
                .withImap("imap.acme.example:10143", imap);
    }

    @Test
    default void weakerSecurityOfTheSameHostIsConfirmedForItsProtocolAndNoOtherChangeOfSecurityIs() {
        try (var world = World.on(this)) {
            for (ConnectionSecurity before : ConnectionSecurity.values()) {
                EmailService service = world.admin().add(secured("Service " + before, before, before));
                for (ConnectionSecurity smtp : ConnectionSecurity.values()) {
                    for (ConnectionSecurity imap : ConnectionSecurity.values()) {
                        List<Confirmation> expected = new ArrayList<>();
                        if (smtp.compareTo(before) < 0) {
                            expected.add(new Confirmation(Confirmation.Kind.SMTP_SECURITY, before.name(), smtp.name()));
                        }
                        if (imap.compareTo(before) < 0) {
                            expected.add(new Confirmation(Confirmation.Kind.IMAP_SECURITY, before.name(), imap.name()));
                        }
                        EditPlan plan = world.admin()
                                .planEdit(service.id(), service.revision(), secured(service.name(), smtp, imap));
                        assertThat(plan.confirmations())
                                .as("%s to %s and %s", before, smtp, imap)
                                .isEqualTo(expected);
                        if (!expected.isEmpty()) {
                            assertThatThrownBy(() -> world.admin().edit(plan))
                                    .isInstanceOf(ConfirmationRequiredException.class);
                        }
                    }
                }
            }
        }
    }

    @Test
    default void otherTrustedAuthoritiesNeedAConfirmationAndAccountsGoOnAfterIt() {
        try (var world = World.on(this)) {
            EmailService acme = world.admin().add(World.draft("Acme").withTrustedCertificates(Authorities.FIRST));
            MailAccount anna = world.connect(World.ANNA, acme.id());
            assertThat(plan(world, acme, "  " + Authorities.FIRST + "\n").confirmations())
                    .isEmpty();
            for (String other : List.of("", Authorities.SECOND, Authorities.FIRST + Authorities.SECOND)) {
                EditPlan plan = plan(world, acme, other);
                assertThat(plan.confirmations())
                        .extracting(Confirmation::kind)
                        .containsExactly(Confirmation.Kind.TRUSTED_CERTIFICATES);
                assertThatThrownBy(() -> world.admin().edit(plan)).isInstanceOf(ConfirmationRequiredException.class);
            }
            EditPlan plan = plan(world, acme, Authorities.SECOND);
            EmailService edited = world.admin().edit(plan, plan.token());
            assertThat(edited.trustedCertificates())
                    .isNotEqualTo(acme.trustedCertificates())
                    .isPresent();
            var usable = (Resolution.Usable) world.registry().accounts().resolve(anna.id());
            assertThat(usable.trustedCertificates()).isEqualTo(edited.trustedCertificates());
            world.registry().accounts().credentials(usable).close();
        }
    }

    @Test
    default void aPinIsStoredAndNeedsAConfirmationAndAWarning() {
        try (var world = World.on(this)) {
            String hex = "0123456789abcdef".repeat(4);
            String pin = "sha-256 " + hex;
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            EditPlan plan = plan(world, acme, pin);
            assertThat(plan.confirmations())
                    .containsExactly(new Confirmation(Confirmation.Kind.TRUSTED_CERTIFICATES, "-", "sha-256:" + hex));
            assertThat(plan.changes())
                    .containsExactly(new FieldChange(Field.TRUSTED_CERTIFICATES, "", "sha-256:" + hex));
            assertThat(plan.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.field()).isEqualTo(Field.TRUSTED_CERTIFICATES);
                assertThat(problem.code()).isEqualTo(Problem.Code.CERTIFICATE_PINNED);
                assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
                assertThat(problem.details()).containsEntry("fingerprint", hex);
            });
            EmailService pinned = world.admin().edit(plan, plan.token());
            assertThat(pinned.trustedCertificates()).contains(TrustedCertificates.pinned(hex));
            var usable = (Resolution.Usable) world.registry().accounts().resolve(anna.id());
            assertThat(usable.trustedCertificates()).contains(TrustedCertificates.pinned(hex));
            assertThat(ServiceDraft.from(pinned).trustedCertificates()).contains(pin);
            assertThat(plan(world, pinned, pin.toUpperCase(Locale.ROOT)).confirmations())
                    .isEmpty();
            assertThat(plan(world, pinned, "").confirmations()).hasSize(1);
            assertThat(plan(world, pinned, "sha-256 " + "0".repeat(64)).confirmations())
                    .hasSize(1);
        }
    }

    @Test
    default void whatIsNoFingerprintIsAProblemOfItsField() {
        try (var world = World.on(this)) {
            ServiceDraft draft = World.draft("Acme").withPinnedCertificate("12:34");
            assertThat(world.admin().review(draft)).singleElement().satisfies(problem -> {
                assertThat(problem.field()).isEqualTo(Field.TRUSTED_CERTIFICATES);
                assertThat(problem.code()).isEqualTo(Problem.Code.FINGERPRINT_MALFORMED);
                assertThat(problem.isError()).isTrue();
            });
            assertThat(draft.withPinnedCertificate(" ").trustedCertificates()).isEmpty();
            assertThat(draft.withPinnedCertificate(null).trustedCertificates()).isEmpty();
        }
    }

    private static EditPlan plan(World world, EmailService service, String pem) {
        return world.admin()
                .planEdit(
                        service.id(),
                        service.revision(),
                        ServiceDraft.from(service).withTrustedCertificates(pem));
    }

    @Test
    default void anotherPortNeedsNoConfirmation() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EditPlan plan = world.admin()
                    .planEdit(
                            acme.id(),
                            acme.revision(),
                            ServiceDraft.from(acme).withImap("imap.acme.example:9993", ConnectionSecurity.TLS));
            assertThat(plan.confirmations()).isEmpty();
            assertThat(plan.changes()).singleElement().satisfies(change -> {
                assertThat(change.field()).isEqualTo(Field.IMAP_SERVER);
                assertThat(change.before()).isEqualTo("imap.acme.example:993");
                assertThat(change.after()).isEqualTo("imap.acme.example:9993");
            });
            world.admin().edit(plan);
        }
    }

    @Test
    default void aPlanSaysHowManyAccountsFollow() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.connect(World.ANNA, acme.id());
            world.connect(World.BEN, acme.id());
            EditPlan plan = world.admin().planEdit(acme.id(), acme.revision(), World.draft("New"));
            assertThat(plan.accounts()).isEqualTo(2);
        }
    }

    @Test
    default void theConfirmationStandsInTheHistory() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.edit(acme, ServiceDraft.from(acme).withImap("new.acme.example:993", ConnectionSecurity.TLS));
            Change change =
                    world.admin().history(PageRequest.first(1)).changes().get(0);
            assertThat(change.kind()).isEqualTo(Change.Kind.EDITED);
            assertThat(change.confirmed()).containsExactly(Confirmation.Kind.IMAP_HOST.name());
            assertThat(change.before()).containsEntry("IMAP_SERVER", "imap.acme.example:993");
            assertThat(change.after()).containsEntry("IMAP_SERVER", "new.acme.example:993");
        }
    }

    @Test
    default void accountsFollowThroughSeveralConfirmedMoves() {
        try (var world = World.on(this)) {
            EmailService service = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, service.id());
            for (String host : new String[] {"a.example", "b.example", "c.example", "imap.acme.example"}) {
                service =
                        world.edit(service, ServiceDraft.from(service).withImap(host + ":993", ConnectionSecurity.TLS));
                assertThat(world.registry().accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
            }
        }
    }

    @Test
    default void anEditPlannedOnAStaleRevisionIsRefusedWithThePlanOfNow() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.edit(acme, World.draft("Renamed"));
            assertThatThrownBy(() -> world.admin().planEdit(acme.id(), acme.revision(), World.draft("Mine")))
                    .isInstanceOfSatisfying(StalePlanException.class, e -> {
                        var fresh = (EditPlan) e.fresh();
                        assertThat(fresh.changes())
                                .singleElement()
                                .satisfies(change -> assertThat(change.before()).isEqualTo("Renamed"));
                    });
            assertThatThrownBy(() -> world.admin().planEdit(acme.id(), 99, World.draft("Mine")))
                    .isInstanceOf(StalePlanException.class);
        }
    }

    @Test
    default void aPlanGoesStaleWithAnotherEditAndIsRefused() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EditPlan mine = world.admin().planEdit(acme.id(), acme.revision(), World.draft("Mine"));
            Administration other = world.node().administration("other");
            other.edit(other.planEdit(acme.id(), acme.revision(), World.draft("Theirs")));
            assertThatThrownBy(() -> world.admin().edit(mine)).isInstanceOf(StalePlanException.class);
            assertThatThrownBy(() -> world.admin().edit(mine, mine.token())).isInstanceOf(StalePlanException.class);
            assertThat(world.admin().service(acme.id()).orElseThrow().name()).isEqualTo("Theirs");
        }
    }

    @Test
    default void hidingAndShowingDoNotMakeAPlanStale() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EditPlan plan = world.admin().planEdit(acme.id(), acme.revision(), World.draft("New"));
            world.admin().hide(acme.id());
            assertThat(world.admin()
                            .planEdit(acme.id(), acme.revision(), World.draft("New"))
                            .token())
                    .isEqualTo(plan.token());
            EmailService edited = world.admin().edit(plan);
            assertThat(edited.name()).isEqualTo("New");
            assertThat(edited.hidden()).isTrue();
        }
    }

    @Test
    default void theTokenIsTheSameOnEveryNodeAndAnotherForAnotherDecision() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            String token = world.admin()
                    .planEdit(acme.id(), acme.revision(), World.draft("New"))
                    .token();
            Administration other = world.node().administration("other");
            assertThat(other.planEdit(acme.id(), acme.revision(), World.draft("New"))
                            .token())
                    .isEqualTo(token);
            EditPlan different = other.planEdit(acme.id(), acme.revision(), World.draft("Newer"));
            assertThat(different.token()).isNotEqualTo(token);
            assertThatThrownBy(() -> other.edit(different, token)).isInstanceOf(StalePlanException.class);
        }
    }

    @Test
    default void anEditNeverBringsARemovedServiceBack() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EditPlan plan = world.admin().planEdit(acme.id(), acme.revision(), World.draft("New"));
            world.remove(acme.id());
            assertThatThrownBy(() -> world.admin().edit(plan)).isInstanceOf(UnknownServiceException.class);
            assertThatThrownBy(() -> world.admin().edit(plan, plan.token()))
                    .isInstanceOf(UnknownServiceException.class);
            assertThatThrownBy(() -> world.admin().show(acme.id())).isInstanceOf(UnknownServiceException.class);
            assertThat(world.admin().service(acme.id())).isEmpty();
        }
    }

    @Test
    default void repeatingAnEditGivesTheFirstOutcome() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            ServiceDraft draft = World.draft("New");
            EditPlan plan = world.admin().planEdit(acme.id(), acme.revision(), draft);
            EmailService edited = world.admin().edit(plan);
            assertThat(world.admin().edit(plan)).isEqualTo(edited);
            // The same form sent once more: what it asks for is so already.
            EditPlan again = world.admin().planEdit(acme.id(), acme.revision(), draft);
            assertThat(again.changes()).isEmpty();
            assertThat(world.admin().edit(again)).isEqualTo(edited);
            assertThat(world.admin().catalog().revision()).isEqualTo(2);
        }
    }

    @Test
    default void aPlanTellsTheProblemsAndTheEditIsRefused() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            world.add("Taken");
            for (ServiceDraft bad : new ServiceDraft[] {World.draft("taken"), ServiceDraft.named("No servers")}) {
                EditPlan plan = world.admin().planEdit(acme.id(), acme.revision(), bad);
                assertThat(plan.problems()).isNotEmpty();
                assertThatThrownBy(() -> world.admin().edit(plan)).isInstanceOf(InvalidServiceException.class);
            }
            assertThat(world.admin().service(acme.id())).contains(acme);
        }
    }

    @Test
    default void aServiceThatMovedBetweenChoiceAndConnectIsNotGivenThePassword() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EmailServiceRegistry other = world.node();
            assertThat(other.offer().services()).contains(acme);
            world.edit(acme, ServiceDraft.from(acme).withImap("new.acme.example:993", ConnectionSecurity.TLS));
            assertThatThrownBy(() -> other.accounts().connect(World.ANNA, World.to(acme.id(), "anna@acme.example")))
                    .isInstanceOfSatisfying(
                            ServiceMovedException.class,
                            e -> assertThat(e.service()).isEqualTo(acme.id()));
            assertThat(other.accounts().accountsOf(World.ANNA)).isEmpty();
        }
    }

    @Test
    default void aServiceThatOnlyChangedItsPortMayBeConnectedTo() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            EmailServiceRegistry other = world.node();
            other.offer();
            world.edit(acme, ServiceDraft.from(acme).withImap("imap.acme.example:9993", ConnectionSecurity.TLS));
            MailAccount anna = other.accounts().connect(World.ANNA, World.to(acme.id(), "anna@acme.example"));
            assertThat(other.accounts().resolve(anna.id())).isInstanceOf(Resolution.Usable.class);
        }
    }
}
