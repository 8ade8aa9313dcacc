package org.emailregistry.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.emailregistry.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What the registry promises, done by one thread with a few maps. Each operation takes what it is said to have answered, and
 * gives the state after it, or nothing if it cannot have answered so.
 *
 * @param services those that exist, and removed ones that something still refers to
 * @param plans the plans that are made and not used yet
 */
record Model(long revision, Map<String, Service> services, Map<String, Account> accounts, Map<Integer, Plan> plans) {
    static final Model EMPTY = new Model(0, Map.of(), Map.of(), Map.of());

    /**
     * A service.
     *
     * @param port of its IMAP server: every definition has another one
     * @param removedBy the plan of its removal, if it was removed
     */
    record Service(
            String name,
            int port,
            boolean hidden,
            long revision,
            long defined,
            long arrivals,
            @Nullable Plan removedBy) {}

    record Account(String owner, String service, long generation) {}

    /** What a plan has read. */
    record Plan(String service, long defined, long arrivals) {}

    /** What an operation answered: a value, a refusal, or nothing that is known. */
    record Answer(@Nullable Object value) {
        static final Answer UNKNOWN = new Answer(null);

        /** It was done, by the first attempt or a later one; what it gave may be of a later time. */
        static final Answer DONE = new Answer("done");

        /** The next state, if the answer can be this one. */
        Optional<Model> when(Object expected, Model next) {
            boolean possible =
                    value == null || (equals(DONE) ? !(expected instanceof Refusal) : Objects.equals(value, expected));
            return possible ? Optional.of(next) : Optional.empty();
        }
    }

    /** An operation with its answer. */
    interface Step extends Function<Model, Optional<Model>> {}

    static Step add(String id, String name, int port, Answer answer) {
        return model -> {
            if (model.isTaken(name, id)) {
                return answer.when(Refusal.INVALID_SERVICE, model);
            }
            long next = model.revision + 1;
            return answer.when(next, model.commit(id, new Service(name, port, false, next, next, 0, null)));
        };
    }

    static Step hide(String id, boolean hidden, Answer answer) {
        return model -> {
            Service now = model.existing(id);
            if (now == null) {
                return answer.when(Refusal.UNKNOWN_SERVICE, model);
            }
            if (now.hidden == hidden) {
                return answer.when(now.revision, model);
            }
            long next = model.revision + 1;
            return answer.when(
                    next,
                    model.commit(id, new Service(now.name, now.port, hidden, next, now.defined, now.arrivals, null)));
        };
    }

    static Step planEdit(int plan, String id, long seen, Answer answer) {
        return model -> {
            Service now = model.existing(id);
            if (now == null) {
                return answer.when(Refusal.UNKNOWN_SERVICE, model);
            }
            return seen < now.defined || seen > model.revision
                    ? answer.when(Refusal.STALE_PLAN, model)
                    : answer.when("planned", model.plan(plan, new Plan(id, now.defined, -1)));
        };
    }

    static Step edit(int plan, String name, int port, Answer answer) {
        return model -> {
            Plan planned = model.plans.get(plan);
            if (planned == null) {
                return Optional.empty();
            }
            Model used = model.plan(plan, null);
            Service now = model.existing(planned.service);
            if (now == null) {
                return answer.when(Refusal.UNKNOWN_SERVICE, used);
            }
            if (now.defined != planned.defined) {
                return answer.when(Refusal.STALE_PLAN, used);
            }
            if (model.isTaken(name, planned.service)) {
                return answer.when(Refusal.INVALID_SERVICE, used);
            }
            long next = model.revision + 1;
            return answer.when(
                    next,
                    used.commit(planned.service, new Service(name, port, now.hidden, next, next, now.arrivals, null)));
        };
    }

    /** The first half of a plan of a removal: reading the service. */
    static Step planRemoval(int plan, String id, Answer answer) {
        return model -> {
            Service now = model.existing(id);
            return now == null
                    ? answer.when(Refusal.UNKNOWN_SERVICE, model)
                    : answer.when("planned", model.plan(plan, new Plan(id, now.defined, -1)));
        };
    }

    /** The second half: reading the door. Whether the halves belong together is what the token is there for. */
    static Step countForRemoval(int plan, String id, Answer answer) {
        return model -> {
            Plan planned = model.plans.get(plan);
            if (planned == null) {
                return Optional.empty();
            }
            Service now = Objects.requireNonNull(model.services.get(id));
            return answer.when(model.members(id), model.plan(plan, new Plan(id, planned.defined, now.arrivals)));
        };
    }

    static Step remove(int plan, Answer answer) {
        return model -> {
            Plan planned = model.plans.get(plan);
            if (planned == null) {
                return Optional.empty();
            }
            Model used = model.plan(plan, null);
            Service service = Objects.requireNonNull(model.services.get(planned.service));
            if (service.removedBy != null) {
                // Two who have seen the same have the same token, and remove once.
                return service.removedBy.equals(planned)
                        ? answer.when("removed", used)
                        : answer.when(Refusal.UNKNOWN_SERVICE, used);
            }
            if (service.defined != planned.defined || service.arrivals != planned.arrivals) {
                return answer.when(Refusal.STALE_PLAN, used);
            }
            long next = model.revision + 1;
            var removed = new Service(
                    service.name, service.port, service.hidden, next, service.defined, service.arrivals, planned);
            return answer.when("removed", used.commit(planned.service, removed));
        };
    }

    static Step connect(String id, String owner, String service, Answer answer) {
        return model -> {
            Service now = model.existing(service);
            if (now == null) {
                return answer.when(Refusal.UNKNOWN_SERVICE, model);
            }
            if (now.hidden) {
                return answer.when(Refusal.SERVICE_NOT_OFFERED, model);
            }
            if (Refusal.SERVICE_MOVED.equals(answer.value)) {
                return Optional.of(model);
            }
            if (model.accounts.values().stream().anyMatch(account -> account.owner.equals(owner))) {
                return answer.when(Refusal.ALREADY_CONNECTED, model);
            }
            return answer.when(1L, model.enter(id, new Account(owner, service, 1), now));
        };
    }

    /** A connect that was told which account is in its way. The service may have been hidden meanwhile. */
    static Step alreadyConnected(String owner, String told, String asked) {
        return model -> model.accounts.entrySet().stream()
                        .anyMatch(entry -> entry.getValue().owner.equals(owner)
                                && (entry.getKey().equals(told) || told.equals(asked)))
                ? Optional.of(model)
                : Optional.empty();
    }

    static Step reconnect(String id, String service, Answer answer) {
        return model -> {
            Account account = model.accounts.get(id);
            if (Refusal.UNKNOWN_ACCOUNT.equals(answer.value)) {
                return Optional.of(model).filter(same -> account == null);
            }
            Service now = model.existing(service);
            if (now == null) {
                return answer.when(Refusal.UNKNOWN_SERVICE, model);
            }
            if (now.hidden) {
                return answer.when(Refusal.SERVICE_NOT_OFFERED, model);
            }
            if (Refusal.SERVICE_MOVED.equals(answer.value)) {
                return Optional.of(model);
            }
            if (account == null) {
                return answer.when(Refusal.UNKNOWN_ACCOUNT, model);
            }
            var moved = new Account(account.owner, service, account.generation + 1);
            return answer.when(moved.generation, model.enter(id, moved, now));
        };
    }

    /** Of two who disconnect an account at the same time, both may say that they did. */
    static Step disconnect(String id, Answer answer) {
        return model -> {
            if (!model.accounts.containsKey(id)) {
                return Optional.of(model);
            }
            Map<String, Account> left = new HashMap<>(model.accounts);
            left.remove(id);
            return answer.when(true, new Model(model.revision, model.services, left, model.plans).tidy());
        };
    }

    static Step resolve(String id, Answer answer) {
        return model -> {
            Account account = model.accounts.get(id);
            if (account == null) {
                return answer.when(Refusal.UNKNOWN_ACCOUNT, model);
            }
            Service service = Objects.requireNonNull(model.services.get(account.service));
            return answer.when(
                    service.removedBy == null
                            ? usable(service.port, model.revision, account.generation)
                            : removed(service.name, account.generation),
                    model);
        };
    }

    static String usable(int port, long revision, long generation) {
        return "port " + port + " at revision " + revision + ", generation " + generation;
    }

    static String removed(String service, long generation) {
        return service + " removed, generation " + generation;
    }

    static Step catalog(Answer answer) {
        return model -> {
            Map<String, String> listed = new TreeMap<>();
            model.services.forEach((id, service) -> {
                if (service.removedBy == null) {
                    listed.put(id, listed(service.name, service.port, service.hidden, service.revision));
                }
            });
            return answer.when(listing(model.revision, listed), model);
        };
    }

    static String listed(String name, int port, boolean hidden, long revision) {
        return name + ", port " + port + (hidden ? ", hidden" : "") + ", revision " + revision;
    }

    static String listing(long revision, Map<String, String> listed) {
        return revision + ": "
                + listed.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("; "));
    }

    private @Nullable Service existing(String id) {
        Service service = services.get(id);
        return service == null || service.removedBy != null ? null : service;
    }

    private boolean isTaken(String name, String exceptBy) {
        return services.entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals(exceptBy)
                        && entry.getValue().removedBy == null
                        && entry.getValue().name.equals(name));
    }

    private long members(String service) {
        return accounts.values().stream()
                .filter(account -> account.service.equals(service))
                .count();
    }

    private Model commit(String id, Service service) {
        Map<String, Service> next = new HashMap<>(services);
        next.put(id, service);
        return new Model(revision + 1, next, accounts, plans).tidy();
    }

    private Model plan(int number, @Nullable Plan plan) {
        Map<Integer, Plan> next = new HashMap<>(plans);
        if (plan == null) {
            next.remove(number);
        } else {
            next.put(number, plan);
        }
        return new Model(revision, services, accounts, next).tidy();
    }

    private Model enter(String id, Account account, Service by) {
        Map<String, Account> nextAccounts = new HashMap<>(accounts);
        nextAccounts.put(id, account);
        Map<String, Service> nextServices = new HashMap<>(services);
        nextServices.put(
                account.service,
                new Service(by.name, by.port, by.hidden, by.revision, by.defined, by.arrivals + 1, by.removedBy));
        return new Model(revision, nextServices, nextAccounts, plans).tidy();
    }

    /** Forgets removed services that nothing refers to, so that a long history does not make long states. */
    private Model tidy() {
        Map<String, Service> kept = new HashMap<>(services);
        kept.entrySet()
                .removeIf(entry -> entry.getValue().removedBy != null
                        && members(entry.getKey()) == 0
                        && plans.values().stream().noneMatch(plan -> plan.service.equals(entry.getKey())));
        return new Model(revision, kept, accounts, plans);
    }
}
