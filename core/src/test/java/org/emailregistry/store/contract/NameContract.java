package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Law 1: the names of services. */
interface NameContract extends NeedsDatabase {

    @Property(tries = 50)
    default void everyValidNameIsStoredExactly(@ForAll("serviceNames") String name) {
        try (var world = World.on(this)) {
            EmailService added = world.add(name);
            assertThat(added.name()).isEqualTo(name);
            assertThat(world.node().administration("other").service(added.id())).contains(added);
        }
    }

    @Provide
    default Arbitrary<String> serviceNames() {
        return DomainArbitraries.serviceNames();
    }

    @Property(tries = 50)
    default void anInvalidNameIsRefusedByItsField(@ForAll("invalidNames") Tuple.Tuple2<String, Problem.Code> invalid) {
        try (var world = World.on(this)) {
            assertRefused(world, invalid.get1(), invalid.get2());
        }
    }

    @Provide
    default Arbitrary<Tuple.Tuple2<String, Problem.Code>> invalidNames() {
        return DomainArbitraries.invalidServiceNames();
    }

    @Test
    default void aMissingNameIsRefused() {
        try (var world = World.on(this)) {
            assertRefused(world, null, Problem.Code.MISSING);
        }
    }

    private static void assertRefused(World world, @Nullable String name, Problem.Code code) {
        ServiceDraft draft = World.draft("x").withName(name);
        assertThatThrownBy(() -> world.admin().add(draft))
                .isInstanceOfSatisfying(
                        InvalidServiceException.class,
                        e -> assertThat(e.problems()).anySatisfy(problem -> {
                            assertThat(problem.field()).isEqualTo(Field.NAME);
                            assertThat(problem.code()).isEqualTo(code);
                        }));
        assertThat(world.admin().catalog().revision()).isZero();
    }

    @Test
    default void namesThatPeopleTakeForTheSameAreTheSame() {
        try (var world = World.on(this)) {
            world.add("Straße Ω 1");
            for (String same : List.of("Straße Ω 1", "STRASSE ω 1", "straße \u2126 1", "Ｓtraße Ω １")) {
                assertRefused(world.admin(), same);
            }
            assertThat(world.admin().catalog().revision()).isEqualTo(1);
        }
    }

    @Test
    default void theNameOfAStandardServiceIsTaken() {
        try (var world = World.on(this)) {
            assertRefused(world.admin(), "GMAIL");
        }
    }

    private static void assertRefused(org.emailregistry.Administration admin, String name) {
        assertThatThrownBy(() -> admin.add(World.draft(name)))
                .isInstanceOfSatisfying(
                        InvalidServiceException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::code)
                                .containsExactly(Problem.Code.NAME_TAKEN));
    }

    @Test
    default void aServiceMayKeepItsNameInOtherLetters() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            assertThat(world.edit(acme, ServiceDraft.from(acme).withName("ACME"))
                            .name())
                    .isEqualTo("ACME");
        }
    }

    @Test
    default void theNameOfARemovedServiceIsFree() {
        try (var world = World.on(this)) {
            EmailService old = world.add("Acme");
            world.connect(World.ANNA, old.id());
            world.remove(old.id());
            assertThat(world.add("Acme").id()).isNotEqualTo(old.id());
        }
    }

    @Test
    default void oneSaveMayGiveANameOn() {
        try (var world = World.on(this)) {
            EmailService old = world.add("Acme");
            RemovalPlan plan = world.admin().planRemoval(old.id());
            world.admin()
                    .update(1)
                    .add(World.draft("Acme"))
                    .remove(plan, plan.token())
                    .apply();
            assertThat(world.admin().catalog().services())
                    .extracting(EmailService::name)
                    .containsOnlyOnce("Acme");
        }
    }

    @Test
    default void aNameTwiceInOneSaveIsRefused() {
        try (var world = World.on(this)) {
            assertThatThrownBy(() -> world.admin()
                            .update(0)
                            .add(World.draft("Acme"))
                            .add(World.draft("acme"))
                            .apply())
                    .isInstanceOf(InvalidServiceException.class);
            assertThat(world.admin().catalog().revision()).isZero();
        }
    }
}
