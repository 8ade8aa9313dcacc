package org.emailregistry.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.emailregistry.Administration;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.Refusal;
import org.emailregistry.RefusedException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.jspecify.annotations.Nullable;

/** Laws 3, 7, 8 and 13: whatever two nodes do one after the other, the registry does what a few maps would. */
interface SequenceContract extends NeedsDatabase {

    /** What is done. */
    enum Verb {
        ADD,
        HIDE,
        SHOW,
        PLAN_REMOVAL,
        REMOVE_AS_PLANNED,
        CONNECT,
        RECONNECT,
        DISCONNECT
    }

    /** One step of one node. */
    record Step(Verb verb, int service, int user, int node) {}

    @Property(tries = 150)
    default void whateverTwoNodesDoTheRegistryDoesWhatTheModelDoes(@ForAll("steps") List<Step> steps) {
        try (var world = World.on(this)) {
            var run = new Run(List.of(world.registry(), world.node()));
            for (Step step : steps) {
                run.take(step);
                run.compare();
            }
        }
    }

    @Provide
    default Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Verb.values()),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    /** A registry and the model of it. */
    final class Run {
        private final List<EmailServiceRegistry> nodes;

        /** The services that exist, by name. */
        private final Map<String, Modelled> services = new TreeMap<>();

        /** Each connected user's account. */
        private final Map<String, Box> boxes = new TreeMap<>();

        /** An account, and its service, removed or not. */
        private record Box(AccountId id, Modelled service) {}

        private static final class Modelled {
            final ServiceId id;
            boolean hidden;
            boolean removed;
            long arrivals;

            @Nullable
            String plannedToken;

            long plannedArrivals;

            Modelled(ServiceId id) {
                this.id = id;
            }
        }

        Run(List<EmailServiceRegistry> nodes) {
            this.nodes = nodes;
        }

        void take(Step step) {
            EmailServiceRegistry node = nodes.get(step.node());
            Administration admin = node.administration("node-" + step.node());
            String name = "Service " + step.service();
            String user = "user-" + step.user();
            Modelled service = services.get(name);
            switch (step.verb()) {
                case ADD -> {
                    Optional<EmailService> added = attempt(() -> admin.add(World.draft(name)));
                    assertThat(added.isPresent()).isEqualTo(service == null);
                    added.ifPresent(s -> services.put(name, new Modelled(s.id())));
                }
                case HIDE, SHOW -> {
                    if (service != null) {
                        service.hidden = step.verb() == Verb.HIDE;
                        EmailService now = service.hidden ? admin.hide(service.id) : admin.show(service.id);
                        assertThat(now.hidden()).isEqualTo(service.hidden);
                    }
                }
                case PLAN_REMOVAL -> {
                    if (service != null) {
                        service.plannedToken = admin.planRemoval(service.id).token();
                        service.plannedArrivals = service.arrivals;
                    }
                }
                case REMOVE_AS_PLANNED -> {
                    if (service != null && service.plannedToken != null) {
                        removeAsPlanned(admin, name, service, service.plannedToken);
                    }
                }
                case CONNECT -> connect(node.accounts(), user, service);
                case RECONNECT -> reconnect(node.accounts(), user, service);
                case DISCONNECT -> {
                    Box box = boxes.remove(user);
                    if (box != null) {
                        assertThat(node.accounts().disconnect(box.id())).isTrue();
                    }
                }
            }
        }

        private void removeAsPlanned(Administration admin, String name, Modelled service, String token) {
            Optional<Boolean> removed = attempt(() -> {
                admin.remove(RemovalPlan.of(service.id, token), token);
                return true;
            });
            assertThat(removed.isPresent()).isEqualTo(service.arrivals == service.plannedArrivals);
            if (removed.isPresent()) {
                service.removed = true;
                services.remove(name);
            }
        }

        private void connect(MailAccounts node, String user, @Nullable Modelled service) {
            if (service != null) {
                Optional<AccountId> id =
                        attempt(() -> node.connect(new UserId(user), World.to(service.id, user + "@acme.example"))
                                .id());
                assertThat(id.isPresent()).isEqualTo(!service.hidden && !boxes.containsKey(user));
                id.ifPresent(connected -> {
                    boxes.put(user, new Box(connected, service));
                    service.arrivals++;
                });
            }
        }

        private void reconnect(MailAccounts node, String user, @Nullable Modelled service) {
            Box box = boxes.get(user);
            if (service != null && box != null) {
                boolean moved = attempt(() -> node.reconnect(box.id(), World.to(service.id, user)))
                        .isPresent();
                assertThat(moved).isEqualTo(!service.hidden);
                if (moved) {
                    boxes.put(user, new Box(box.id(), service));
                    service.arrivals++;
                }
            }
        }

        void compare() {
            for (EmailServiceRegistry node : nodes) {
                Map<String, Boolean> listed = new TreeMap<>();
                node.administration("x").catalog().services().stream()
                        .filter(service -> service.kind() == EmailService.Kind.CORPORATE)
                        .forEach(service -> listed.put(service.name(), service.hidden()));
                Map<String, Boolean> expected = new TreeMap<>();
                services.forEach((name, service) -> expected.put(name, service.hidden));
                assertThat(listed).isEqualTo(expected);
                services.values()
                        .forEach(service -> assertThat(node.administration("x")
                                        .planRemoval(service.id)
                                        .accounts())
                                .isEqualTo(boxes.values().stream()
                                        .filter(box -> box.service().equals(service))
                                        .count()));
                boxes.values()
                        .forEach(box -> assertThat(
                                        node.accounts().resolve(box.id()).kind())
                                .isEqualTo(box.service().removed ? Resolution.Kind.UNUSABLE : Resolution.Kind.USABLE));
            }
        }

        private static <T> Optional<T> attempt(java.util.function.Supplier<T> call) {
            try {
                return Optional.of(call.get());
            } catch (RefusedException e) {
                assertThat(e.refusal())
                        .isIn(
                                Refusal.INVALID_SERVICE,
                                Refusal.STALE_PLAN,
                                Refusal.SERVICE_NOT_OFFERED,
                                Refusal.ALREADY_CONNECTED);
                return Optional.empty();
            }
        }
    }
}
