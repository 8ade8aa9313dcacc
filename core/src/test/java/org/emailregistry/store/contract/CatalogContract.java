package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.emailregistry.Administration;
import org.emailregistry.Catalog;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.StaleCatalogException;
import org.emailregistry.StandardServiceException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.account.Secret;
import org.emailregistry.account.TokenAnswer;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.store.PageRequest;
import org.junit.jupiter.api.Test;

/** Laws 2, 10, 11, 12 and 13: the catalog as a whole. */
interface CatalogContract extends NeedsDatabase {

    @Test
    default void anEmptyCatalogOffersTheStandardServicesAndManualEntry() {
        try (var world = World.on(this)) {
            Catalog catalog = world.admin().catalog();
            assertThat(catalog.revision()).isZero();
            assertThat(catalog.services()).extracting(EmailService::name).containsExactly("Gmail", "Yahoo", "Outlook");
            assertThat(catalog.manualEntryAllowed()).isTrue();
            assertThat(world.registry().offer().manualEntryAllowed()).isTrue();
        }
    }

    @Test
    default void aServiceThatTakesTokensOnlyIsOfferedWhereThereIsATokenSource() {
        try (var world = World.on(this)) {
            assertThat(names(world.registry())).containsExactly("Gmail", "Yahoo");
            EmailServiceRegistry withTokens =
                    world.node(builder -> builder.tokens(request -> TokenAnswer.token(Secret.of("token"))));
            assertThat(names(withTokens)).containsExactly("Gmail", "Yahoo", "Outlook");
        }
    }

    @Test
    default void usersAreToldOfTokensOnlyWhereThereIsATokenSource() {
        try (var world = World.on(this)) {
            StandardService both = World.GMAIL.withAuthenticationMethods(
                    Set.of(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2));
            UnaryOperator<EmailServiceRegistry.Builder> offering = builder -> builder.standardServices(List.of(both));
            EmailServiceRegistry without = world.node(offering);
            EmailServiceRegistry with = world.node(
                    builder -> offering.apply(builder).tokens(request -> TokenAnswer.token(Secret.of("token"))));
            assertThat(without.offer().services())
                    .extracting(EmailService::authenticationMethods)
                    .containsExactly(Set.of(AuthenticationMethod.PASSWORD));
            assertThat(with.offer().services())
                    .extracting(EmailService::authenticationMethods)
                    .containsExactly(Set.of(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2));
        }
    }

    private static List<String> names(EmailServiceRegistry registry) {
        return registry.offer().services().stream().map(EmailService::name).toList();
    }

    @Property(tries = 50)
    default void whatIsAddedIsReadBackOnEveryNode(@ForAll("drafts") ServiceDraft draft) {
        try (var world = World.on(this)) {
            EmailService added = world.admin().add(draft);
            assertThat(added.servers()).isEqualTo(draft.servers().orElseThrow());
            assertThat(added.kind()).isEqualTo(EmailService.Kind.CORPORATE);
            assertThat(added.revision()).isEqualTo(1);
            assertThat(world.node().offer().services()).contains(added);
        }
    }

    @Provide
    default Arbitrary<ServiceDraft> drafts() {
        return DomainArbitraries.drafts();
    }

    @Test
    default void eachCallRaisesTheRevisionByOneAndWritesOneChange() {
        try (var world = World.on(this)) {
            Administration admin = world.admin();
            EmailService acme = admin.add(World.draft("Acme"));
            assertRevision(admin, 1);
            admin.hide(acme.id());
            assertRevision(admin, 2);
            admin.show(acme.id());
            assertRevision(admin, 3);
            admin.allowManualEntry(false);
            assertRevision(admin, 4);
            admin.edit(admin.planEdit(acme.id(), acme.revision(), World.draft("Acme Ltd")));
            assertRevision(admin, 5);
            world.remove(acme.id());
            assertRevision(admin, 6);
        }
    }

    private static void assertRevision(Administration admin, long revision) {
        assertThat(admin.catalog().revision()).isEqualTo(revision);
        assertThat(admin.history(PageRequest.first(1)).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.revision()).isEqualTo(revision));
    }

    @Test
    default void aDecisionThatIsSoAlreadyDoesNothing() {
        try (var world = World.on(this)) {
            Administration admin = world.admin();
            EmailService acme = world.add("Acme");
            admin.show(acme.id());
            admin.allowManualEntry(true);
            admin.edit(admin.planEdit(acme.id(), acme.revision(), ServiceDraft.from(acme)));
            admin.update(1).show(acme.id()).allowManualEntry(true).apply();
            assertThat(admin.catalog().revision()).isEqualTo(1);
            assertThat(admin.history(PageRequest.first(10)).changes()).hasSize(1);
        }
    }

    @Test
    default void oneSaveIsOneRevisionWithOneChangeADecision() {
        try (var world = World.on(this)) {
            Administration admin = world.admin();
            EmailService old = world.add("Old");
            EmailService kept = world.add("Kept");
            var edit = admin.planEdit(kept.id(), kept.revision(), World.draft("Kept and renamed"));
            RemovalPlan removal = admin.planRemoval(old.id());
            long revision = admin.update(2)
                    .add(World.draft("New"))
                    .edit(edit, edit.token())
                    .hide(World.GMAIL.id())
                    .remove(removal, removal.token())
                    .allowManualEntry(false)
                    .apply();
            assertThat(revision).isEqualTo(3);
            assertThat(admin.history(PageRequest.first(1)).changes()).hasSize(5).allSatisfy(change -> {
                assertThat(change.revision()).isEqualTo(3);
                assertThat(change.actor()).isEqualTo("root");
            });
            assertThat(admin.catalog().services())
                    .extracting(EmailService::name)
                    .containsExactly("Gmail", "Yahoo", "Outlook", "Kept and renamed", "New");
        }
    }

    @Test
    default void oneSaveIsAllOrNothing() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            assertThatThrownBy(() -> world.admin()
                            .update(1)
                            .hide(acme.id())
                            .allowManualEntry(false)
                            .add(ServiceDraft.named("No servers"))
                            .apply())
                    .isInstanceOf(InvalidServiceException.class);
            Catalog catalog = world.admin().catalog();
            assertThat(catalog.revision()).isEqualTo(1);
            assertThat(catalog.manualEntryAllowed()).isTrue();
            assertThat(world.admin().service(acme.id())).contains(acme);
        }
    }

    @Test
    default void aSaveOnAStaleRevisionIsRefusedWithTheCatalogOfNow() {
        try (var world = World.on(this)) {
            world.add("Acme");
            assertThatThrownBy(() ->
                            world.admin().update(0).allowManualEntry(false).apply())
                    .isInstanceOfSatisfying(
                            StaleCatalogException.class,
                            e -> assertThat(e.fresh()).isEqualTo(world.admin().catalog()));
            assertThat(world.admin().catalog().manualEntryAllowed()).isTrue();
        }
    }

    @Test
    default void standardServicesCanBeHiddenAndShownOnly() {
        try (var world = World.on(this)) {
            ServiceId gmail = World.GMAIL.id();
            assertThatThrownBy(() -> world.admin().planEdit(gmail, 0, World.draft("Mine")))
                    .isInstanceOf(StandardServiceException.class);
            assertThatThrownBy(() -> world.admin().planRemoval(gmail)).isInstanceOf(StandardServiceException.class);
            assertThatThrownBy(() -> world.admin().remove(RemovalPlan.of(gmail, "token"), "token"))
                    .isInstanceOf(StandardServiceException.class);
            assertThat(world.admin().hide(gmail).hidden()).isTrue();
            assertThat(world.admin().show(gmail).hidden()).isFalse();
        }
    }

    @Test
    default void unknownServicesAreNamed() {
        try (var world = World.on(this)) {
            var unknown = new ServiceId("unknown");
            assertThatThrownBy(() -> world.admin().hide(unknown))
                    .isInstanceOfSatisfying(
                            UnknownServiceException.class,
                            e -> assertThat(e.service()).isEqualTo(unknown));
            assertThatThrownBy(() -> world.admin().planRemoval(unknown)).isInstanceOf(UnknownServiceException.class);
            assertThatThrownBy(() -> world.admin().planEdit(unknown, 0, World.draft("x")))
                    .isInstanceOf(UnknownServiceException.class);
            assertThat(world.admin().service(unknown)).isEmpty();
        }
    }

    @Test
    default void everyProblemOfADraftIsToldAtOnce() {
        try (var world = World.on(this)) {
            ServiceDraft draft = ServiceDraft.named(" ")
                    .withSmtp("https://smtp.acme.example", true)
                    .withImap("imap.acme.example", null)
                    .withTrustedCertificates("no certificate")
                    .withOperation(null);
            assertThatThrownBy(() -> world.admin().add(draft))
                    .isInstanceOfSatisfying(
                            InvalidServiceException.class,
                            e -> assertThat(e.problems())
                                    .extracting(Problem::field)
                                    .contains(
                                            Field.NAME,
                                            Field.SMTP_SERVER,
                                            Field.IMAP_SERVER,
                                            Field.IMAP_SECURITY,
                                            Field.TRUSTED_CERTIFICATES,
                                            Field.OPERATION));
            assertThat(world.admin().review(draft)).hasSizeGreaterThanOrEqualTo(6);
            ServiceDraft taken = World.draft("Gmail").withImap("", ConnectionSecurity.TLS);
            assertThat(world.admin().review(taken))
                    .extracting(Problem::field)
                    .containsExactlyInAnyOrder(Field.NAME, Field.IMAP_SERVER);
            assertThatThrownBy(() -> world.admin().add(taken))
                    .isInstanceOfSatisfying(
                            InvalidServiceException.class,
                            e -> assertThat(e.problems())
                                    .extracting(Problem::field)
                                    .containsExactlyInAnyOrder(Field.NAME, Field.IMAP_SERVER));
            assertThat(world.admin().review(World.draft("Acme"))).isEmpty();
        }
    }

    @Test
    default void anUnencryptedServiceIsAWarningToTheAdministrator() {
        try (var world = World.on(this)) {
            ServiceDraft draft = ServiceDraft.named("Lab")
                    .withSmtp("smtp.lab.example:25", false)
                    .withImap("imap.lab.example:143", ConnectionSecurity.NONE);
            assertThat(world.admin().review(draft))
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING));
            assertThat(world.admin().add(draft).servers().imap().security()).isEqualTo(ConnectionSecurity.NONE);
        }
    }

    @Test
    default void addingTheSameDraftAgainGivesTheFirstOutcome() {
        try (var world = World.on(this)) {
            ServiceDraft draft = World.draft("Acme").withOperation("form-7");
            EmailService first = world.admin().add(draft);
            assertThat(world.node().administration("root").add(draft)).isEqualTo(first);
            assertThat(world.admin().catalog().revision()).isEqualTo(1);
        }
    }

    @Test
    default void addingADraftAgainAfterItsServiceWasRemovedGivesWhatItWasAndAddsNothing() {
        try (var world = World.on(this)) {
            ServiceDraft draft = World.draft("Acme");
            EmailService acme = world.admin().add(draft);
            world.remove(acme.id());
            EmailService again = world.admin().add(draft);
            assertThat(again.id()).isEqualTo(acme.id());
            assertThat(again.servers()).isEqualTo(acme.servers());
            assertThat(world.admin().catalog().services()).doesNotContain(again);
            assertThat(world.admin().catalog().revision()).isEqualTo(2);
        }
    }

    @Test
    default void applyingTheSameSaveAgainChangesNothingMore() {
        try (var world = World.on(this)) {
            var save = world.admin().update(0).add(World.draft("Acme")).hide(World.GMAIL.id());
            assertThat(save.apply()).isEqualTo(1);
            assertThat(save.apply()).isEqualTo(1);
            assertThat(world.admin().catalog().revision()).isEqualTo(1);
        }
    }

    @Test
    default void decisionsAboutServicesOfAnotherVersionOfTheLibraryAreKept() {
        try (var world = World.on(this)) {
            EmailServiceRegistry older = world.node(builder -> builder.standardServices(List.of(World.GMAIL)));
            world.admin().hide(World.YAHOO.id());
            Administration admin = older.administration("older");
            assertThat(admin.catalog().services())
                    .extracting(EmailService::name)
                    .containsExactly("Gmail");
            admin.hide(World.GMAIL.id());
            assertThat(world.admin().catalog().services())
                    .filteredOn(EmailService::hidden)
                    .extracting(EmailService::name)
                    .containsExactly("Gmail", "Yahoo");
        }
    }

    @Test
    default void theAdministrationNeverAnswersFromBeforeTheLastChange() {
        try (var world = World.on(this)) {
            Administration other = world.node().administration("other");
            for (int i = 1; i <= 10; i++) {
                EmailService added = world.add("Service " + i);
                assertThat(other.catalog().revision()).isEqualTo(i);
                assertThat(other.service(added.id())).contains(added);
            }
        }
    }

    @Test
    default void anOfferMayBeOlderByTheBoundAndNoMore() {
        try (var world = World.on(this)) {
            EmailServiceRegistry other = world.node();
            assertThat(other.offer().revision()).isZero();
            world.add("Acme");
            world.nanos.addAndGet(World.STALENESS.toNanos() - 1);
            assertThat(other.offer().revision()).isZero();
            world.nanos.addAndGet(1);
            assertThat(other.offer().revision()).isEqualTo(1);
        }
    }

    @Test
    default void aNodeOffersItsOwnChangesAtOnce() {
        try (var world = World.on(this)) {
            assertThat(world.registry().offer().revision()).isZero();
            EmailService acme = world.add("Acme");
            assertThat(world.registry().offer().services()).contains(acme);
        }
    }
}
