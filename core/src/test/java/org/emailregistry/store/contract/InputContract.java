package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.junit.jupiter.api.Test;

/** Whatever is handed in: a refusal that names it, and the state as it was. */
interface InputContract extends NeedsDatabase {

    @Test
    default void nullIsRefusedByTheNameOfTheParameter() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            CatalogState before = world.store().catalog();
            calls(world.registry(), acme, anna)
                    .forEach((parameter, call) -> assertThatThrownBy(call)
                            .as(parameter)
                            .isInstanceOf(NullPointerException.class)
                            .hasMessage(parameter.substring(parameter.indexOf(' ') + 1)));
            assertThat(world.store().catalog()).isEqualTo(before);
            assertThat(world.registry().accounts().find(anna.id())).contains(anna);
        }
    }

    /** Null in each place where a value is needed, by method and parameter. */
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private static Map<String, ThrowingCallable> calls(
            EmailServiceRegistry registry, EmailService acme, MailAccount anna) {
        Administration admin = registry.administration("root");
        MailAccounts accounts = registry.accounts();
        Credentials password = World.password("anna");
        var plan = admin.planEdit(acme.id(), acme.revision(), World.draft("New"));
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("administration actor", () -> registry.administration(null));
        calls.put("onChange listener", () -> registry.onChange(null));
        calls.put("service id", () -> admin.service(null));
        calls.put("review draft", () -> admin.review(null));
        calls.put("test draft", () -> admin.test((ServiceDraft) null));
        calls.put("test credentials", () -> admin.test(World.draft("x"), null));
        calls.put("add draft", () -> admin.add(null));
        calls.put("planEdit id", () -> admin.planEdit(null, 1, World.draft("x")));
        calls.put("planEdit draft", () -> admin.planEdit(acme.id(), 1, null));
        calls.put("edit plan", () -> admin.edit(null));
        calls.put("edit token", () -> admin.edit(plan, null));
        calls.put("planRemoval id", () -> admin.planRemoval(null));
        calls.put("usersOf id", () -> admin.usersOf(null, PageRequest.first(1)));
        calls.put("usersOf page", () -> admin.usersOf(acme.id(), null));
        calls.put("remove plan", () -> admin.remove(null, "token"));
        calls.put("remove token", () -> admin.remove(RemovalPlan.of(acme.id(), "token"), null));
        calls.put("hide id", () -> admin.hide(null));
        calls.put("show id", () -> admin.show(null));
        calls.put("adopt accounts", () -> admin.adopt(null));
        calls.put("purge before", () -> admin.purge(null, 1));
        calls.put("update.add draft", () -> admin.update(1).add(null));
        calls.put("update.edit plan", () -> admin.update(1).edit(null, "token"));
        calls.put("update.edit token", () -> admin.update(1).edit(plan, null));
        calls.put("update.hide id", () -> admin.update(1).hide(null));
        calls.put("update.show id", () -> admin.update(1).show(null));
        calls.put("update.remove plan", () -> admin.update(1).remove(null, "token"));
        calls.put("update.remove token", () -> admin.update(1).remove(RemovalPlan.of(acme.id(), "token"), null));
        calls.put("connect user", () -> accounts.connect(null, World.to(acme.id(), "x")));
        calls.put("connect request", () -> accounts.connect(World.ANNA, null));
        calls.put("test user", () -> accounts.test(null, World.to(acme.id(), "x")));
        calls.put("test request", () -> accounts.test(World.ANNA, null));
        calls.put("test id", () -> accounts.test((AccountId) null));
        calls.put("testWith credentials", () -> accounts.test(anna.id(), (Credentials) null));
        calls.put("changeCredentials id", () -> accounts.changeCredentials(null, password));
        calls.put("changeCredentials credentials", () -> accounts.changeCredentials(anna.id(), null));
        calls.put("reconnect id", () -> accounts.reconnect(null, World.to(acme.id(), "x")));
        calls.put("reconnect request", () -> accounts.reconnect(anna.id(), null));
        calls.put("disconnect id", () -> accounts.disconnect(null));
        calls.put("find id", () -> accounts.find(null));
        calls.put("accountsOf user", () -> accounts.accountsOf(null));
        calls.put("resolve id", () -> accounts.resolve(null));
        calls.put("resolveAll ids", () -> accounts.resolveAll(null));
        calls.put("credentials usable", () -> accounts.credentials(null));
        calls.put("all page", () -> accounts.all(null));
        calls.put("watch id", () -> accounts.watch(null, () -> {}));
        calls.put("watch onCut", () -> accounts.watch(anna.id(), null));
        calls.put("forget user", () -> accounts.forget(null));
        return calls;
    }

    @Test
    default void idsAndActorsThatAreNoneAreRefusedByTheirName() {
        try (var world = World.on(this)) {
            for (String bad : List.of("", "x".repeat(191), "a\nb", "a\0", "a\ud800")) {
                assertNamed("actor", () -> world.registry().administration(bad));
                assertNamed("service id", () -> new ServiceId(bad));
                assertNamed("account id", () -> new AccountId(bad));
                assertNamed("user id", () -> new UserId(bad));
            }
        }
    }

    private static void assertNamed(String what, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(what);
    }

    @Test
    default void theLongestIdsAreStoredExactly() {
        try (var world = World.on(this)) {
            var user = new UserId("\ud83d\ude00".repeat(95));
            var id = new AccountId("\u4f1a".repeat(190));
            MailAccount account = world.registry()
                    .accounts()
                    .connect(
                            user,
                            World.to(World.GMAIL.id(), "l".repeat(320))
                                    .withAddress("a".repeat(64) + "@acme.example")
                                    .withId(id));
            assertThat(world.node().accounts().find(id)).contains(account);
            assertThat(world.node().accounts().accountsOf(user)).hasSize(1);
        }
    }

    @Test
    default void testsNeedAProbe() {
        try (var world = World.on(this)) {
            EmailService acme = world.add("Acme");
            MailAccount anna = world.connect(World.ANNA, acme.id());
            List<ThrowingCallable> tests = List.of(
                    () -> world.admin().test(World.draft("x")),
                    () -> world.registry().accounts().test(World.ANNA, World.to(acme.id(), "x")),
                    () -> world.registry().accounts().test(anna.id()));
            tests.forEach(test -> assertThatThrownBy(test)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("probe"));
        }
    }

    @Test
    default void aPurgeOfNothingDoesNothing() {
        try (var world = World.on(this)) {
            world.add("Acme");
            assertThat(world.admin().purge(Instant.EPOCH, 1)).isEqualTo(new PurgeResult(0, 0, 0, List.of(), false));
            assertThatThrownBy(() -> world.admin().purge(World.START, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
