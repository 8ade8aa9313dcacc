package org.emailregistry.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.emailregistry.Administration;
import org.emailregistry.AlreadyConnectedException;
import org.emailregistry.Catalog;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.MailAccounts;
import org.emailregistry.Refusal;
import org.emailregistry.RefusedException;
import org.emailregistry.RemovalPlan;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.AesGcmCredentialCipher;
import org.emailregistry.account.CredentialCipher;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.jdbc.Linearizability.Call;
import org.emailregistry.jdbc.Model.Answer;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.StoreException;

/**
 * Has clients do seeded random operations on several nodes at the same time, and writes down what they asked, when, and what
 * they were answered.
 */
final class Historian {
    private static final int NAMES = 5;
    private static final int USERS = 10;
    private static final int FIRST_PORT = 20_000;
    /** How many removed services and disconnected accounts go on being asked for. */
    private static final int GHOSTS = 2;

    private final long seed;
    private final List<EmailServiceRegistry> nodes;
    private final AtomicInteger left;
    private final AtomicInteger ports = new AtomicInteger(FIRST_PORT);
    private final AtomicInteger plans = new AtomicInteger();

    private final List<Call<Model>> calls = new ArrayList<>();
    /** The services that clients know, and the last revision they saw of each. */
    private final Map<ServiceId, Long> services = new TreeMap<>(Comparator.comparing(ServiceId::value));

    private final List<AccountId> accounts = new ArrayList<>();
    private final List<ServiceId> removed = new ArrayList<>();
    private final List<AccountId> disconnected = new ArrayList<>();

    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger repeated = new AtomicInteger();

    Historian(long seed, List<EmailServiceRegistry> nodes, int operations) {
        this.seed = seed;
        this.nodes = nodes;
        this.left = new AtomicInteger(operations);
    }

    static CredentialCipher cipher() {
        return AesGcmCredentialCipher.builder()
                .key("first", Arrays.copyOf(new byte[] {1, 2, 3}, 32))
                .build();
    }

    /** What was asked and answered, after two clients a node have done all operations between them. */
    List<Call<Model>> record() {
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size() * 2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < nodes.size() * 2; i++) {
                var client = new Client(i % nodes.size(), new Random(seed * 31 + i));
                running.add(threads.submit(client::run));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return List.copyOf(calls);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("seed " + seed, e);
        } finally {
            threads.shutdownNow();
        }
    }

    private enum Verb {
        ADD(8),
        EDIT(10),
        HIDE(6),
        SHOW(8),
        REMOVE(5),
        CONNECT(20),
        RECONNECT(12),
        DISCONNECT(10),
        RESOLVE(15),
        CATALOG(6);

        private static final List<Verb> ALL = Arrays.stream(values())
                .flatMap(verb -> Collections.nCopies(verb.weight, verb).stream())
                .toList();
        private final int weight;

        Verb(int weight) {
            this.weight = weight;
        }
    }

    /** What one client asks for. */
    private final class Client {
        private final Random random;
        private int node;

        Client(int node, Random random) {
            this.node = node;
            this.random = random;
        }

        private Administration admin() {
            return nodes.get(node).administration("admin");
        }

        private MailAccounts mail() {
            return nodes.get(node).accounts();
        }

        void run() {
            while (left.get() > 0) {
                Verb verb = Verb.ALL.get(random.nextInt(Verb.ALL.size()));
                Optional<ServiceId> service = anyService();
                Optional<AccountId> account = any(accounts, disconnected);
                switch (verb) {
                    case ADD -> add();
                    case EDIT -> service.ifPresent(this::edit);
                    case HIDE, SHOW -> service.ifPresent(id -> hide(id, verb == Verb.HIDE));
                    case REMOVE -> service.ifPresent(this::remove);
                    case CONNECT -> service.ifPresent(this::connect);
                    case RECONNECT -> account.ifPresent(id -> service.ifPresent(to -> reconnect(id, to)));
                    case DISCONNECT -> account.ifPresent(this::disconnect);
                    case RESOLVE -> account.ifPresent(this::resolve);
                    case CATALOG -> catalog();
                }
            }
        }

        private ServiceDraft draft(String name, int port) {
            // Two hosts, so that some edits want to be confirmed.
            String host = random.nextBoolean() ? "a.example" : "b.example";
            return ServiceDraft.named(name)
                    .withSmtp("smtp." + host + ":465", true)
                    .withImap("imap." + host + ":" + port, ConnectionSecurity.TLS);
        }

        private String name() {
            return "Service " + random.nextInt(NAMES);
        }

        private ConnectRequest to(ServiceId service) {
            return ConnectRequest.toService(
                    service, Credentials.password("login@acme.example", Secret.of("correct horse")));
        }

        private void add() {
            String name = name();
            int port = ports.getAndIncrement();
            ServiceDraft draft = draft(name, port);
            var id = new ServiceId[] {new ServiceId("refused")};
            call(
                    "add " + name + " with port " + port,
                    true,
                    () -> {
                        EmailService added = admin().add(draft);
                        id[0] = added.id();
                        saw(added.id(), added.revision());
                        return added.revision();
                    },
                    answer -> Model.add(id[0].value(), name, port, answer));
        }

        private void edit(ServiceId id) {
            int plan = plans.getAndIncrement();
            String name = name();
            int port = ports.getAndIncrement();
            ServiceDraft draft = draft(name, port);
            long seen = lastSeen(id);
            var planned = new EditPlan[1];
            call(
                    "plan " + plan + " to edit " + id + " seen at " + seen,
                    false,
                    () -> {
                        planned[0] = admin().planEdit(id, seen, draft);
                        return "planned";
                    },
                    answer -> Model.planEdit(plan, id.value(), seen, answer));
            EditPlan made = planned[0];
            if (made != null) {
                call(
                        "edit by plan " + plan + " to " + name + " with port " + port,
                        true,
                        () -> {
                            EmailService edited = admin().edit(made, made.token());
                            saw(id, edited.revision());
                            return edited.revision();
                        },
                        answer -> Model.edit(plan, name, port, answer));
            }
        }

        private void hide(ServiceId id, boolean hidden) {
            call(
                    (hidden ? "hide " : "show ") + id,
                    false,
                    () -> {
                        EmailService now = hidden ? admin().hide(id) : admin().show(id);
                        saw(id, now.revision());
                        return now.revision();
                    },
                    answer -> Model.hide(id.value(), hidden, answer));
        }

        private void remove(ServiceId id) {
            int plan = plans.getAndIncrement();
            var planned = new RemovalPlan[1];
            call(
                    "plan " + plan + " to remove " + id,
                    false,
                    () -> {
                        planned[0] = admin().planRemoval(id);
                        return "planned";
                    },
                    answer -> Model.planRemoval(plan, id.value(), answer));
            RemovalPlan made = planned[0];
            if (made == null) {
                return;
            }
            synchronized (calls) {
                // The same call once more, for the second thing that it has read.
                Call<Model> first = lastOf(plan);
                calls.add(new Call<>(
                        "count " + made.accounts() + " for plan " + plan,
                        first.invoked(),
                        first.returned(),
                        Model.countForRemoval(plan, id.value(), new Answer(made.accounts()))));
            }
            call(
                    "remove by plan " + plan,
                    true,
                    () -> {
                        admin().remove(made, made.token());
                        forget(id);
                        return "removed";
                    },
                    answer -> Model.remove(plan, answer));
        }

        private Call<Model> lastOf(int plan) {
            for (int i = calls.size() - 1; ; i--) {
                if (calls.get(i).text().startsWith("plan " + plan + " ")) {
                    return calls.get(i);
                }
            }
        }

        private void connect(ServiceId service) {
            var id = new AccountId(UUID.randomUUID().toString());
            var user = new UserId("user-" + random.nextInt(USERS));
            String[] told = {""};
            call(
                    "connect " + id + " of " + user + " to " + service,
                    true,
                    () -> {
                        try (ConnectRequest request = to(service)) {
                            long generation = mail().connect(
                                            user, request.withId(id).withAddress(user + "@a.example"))
                                    .generation();
                            synchronized (calls) {
                                accounts.add(id);
                            }
                            return generation;
                        } catch (AlreadyConnectedException e) {
                            told[0] = e.account().value();
                            throw e;
                        }
                    },
                    answer -> Refusal.ALREADY_CONNECTED.equals(answer.value())
                            ? Model.alreadyConnected(user.value(), told[0], id.value())
                            : Model.connect(id.value(), user.value(), service.value(), answer));
        }

        private void reconnect(AccountId id, ServiceId service) {
            call(
                    "reconnect " + id + " to " + service,
                    false,
                    () -> {
                        try (ConnectRequest request = to(service)) {
                            return mail().reconnect(id, request).generation();
                        }
                    },
                    answer -> Model.reconnect(id.value(), service.value(), answer));
        }

        private void disconnect(AccountId id) {
            call(
                    "disconnect " + id,
                    false,
                    () -> {
                        boolean found = mail().disconnect(id);
                        synchronized (calls) {
                            retire(id, accounts, disconnected);
                        }
                        return found;
                    },
                    answer -> Model.disconnect(id.value(), answer));
        }

        private void resolve(AccountId id) {
            call("resolve " + id, false, () -> text(mail().resolve(id)), answer -> Model.resolve(id.value(), answer));
        }

        private String text(Resolution resolution) {
            long generation = resolution.account().generation();
            if (resolution instanceof Resolution.Usable usable) {
                return Model.usable(usable.settings().imap().address().port(), usable.revision(), generation);
            }
            var unusable = (Resolution.Unusable) resolution;
            return unusable.reason() == Resolution.Reason.SERVICE_REMOVED
                    ? Model.removed(unusable.serviceName().orElse("?"), generation)
                    : unusable.toString();
        }

        private void catalog() {
            call(
                    "catalog",
                    false,
                    () -> {
                        Catalog catalog = admin().catalog();
                        Map<String, String> listed = new TreeMap<>();
                        for (EmailService service : catalog.services()) {
                            saw(service.id(), service.revision());
                            listed.put(
                                    service.id().value(),
                                    Model.listed(
                                            service.name(),
                                            service.servers().imap().address().port(),
                                            service.hidden(),
                                            service.revision()));
                        }
                        return Model.listing(catalog.revision(), listed);
                    },
                    Model::catalog);
        }

        /**
         * Does an operation and writes it down.
         *
         * @param repeatable whether it has an identity, by which it is asked again until its outcome is known
         */
        private void call(
                String text, boolean repeatable, Supplier<Object> operation, Function<Answer, Model.Step> model) {
            long invoked = System.nanoTime();
            boolean unknown = false;
            while (true) {
                try {
                    Object value = operation.get();
                    write(text, invoked, unknown ? Answer.DONE : new Answer(value), model);
                    return;
                } catch (RefusedException e) {
                    refused.incrementAndGet();
                    write(text, invoked, new Answer(e.refusal()), model);
                    return;
                } catch (StoreException e) {
                    // Another node may have a database that works.
                    node = (node + 1) % nodes.size();
                    unknown |= e.kind() == StoreException.Kind.OUTCOME_UNKNOWN;
                    if (!unknown) {
                        // By its contract nothing was done.
                        failed.incrementAndGet();
                        return;
                    }
                    if (!repeatable) {
                        write(text, invoked, Answer.UNKNOWN, model);
                        return;
                    }
                    repeated.incrementAndGet();
                }
            }
        }

        private void write(String text, long invoked, Answer answer, Function<Answer, Model.Step> model) {
            long returned = System.nanoTime();
            left.decrementAndGet();
            boolean open = answer.equals(Answer.UNKNOWN);
            synchronized (calls) {
                calls.add(new Call<>(
                        text + (open ? "" : " = " + answer.value()),
                        invoked,
                        open ? Long.MAX_VALUE : returned,
                        model.apply(answer)));
            }
        }

        private Optional<ServiceId> anyService() {
            synchronized (calls) {
                return any(List.copyOf(services.keySet()), removed);
            }
        }

        private <T> Optional<T> any(List<T> present, List<T> gone) {
            synchronized (calls) {
                List<T> from = !gone.isEmpty() && random.nextInt(10) == 0 ? gone : present;
                return from.isEmpty() ? Optional.empty() : Optional.of(from.get(random.nextInt(from.size())));
            }
        }
    }

    private void saw(ServiceId id, long revision) {
        synchronized (calls) {
            if (!removed.contains(id)) {
                services.merge(id, revision, Math::max);
            }
        }
    }

    private long lastSeen(ServiceId id) {
        synchronized (calls) {
            return services.getOrDefault(id, 0L);
        }
    }

    private void forget(ServiceId id) {
        synchronized (calls) {
            services.remove(id);
            retire(id, new ArrayList<>(), removed);
        }
    }

    private static <T> void retire(T gone, List<T> present, List<T> ghosts) {
        present.remove(gone);
        ghosts.remove(gone);
        ghosts.add(gone);
        if (ghosts.size() > GHOSTS) {
            ghosts.remove(0);
        }
    }

    /** How many operations are still to be done. */
    int left() {
        return left.get();
    }

    /** What was counted. */
    @Override
    public String toString() {
        Map<String, Integer> tally = new TreeMap<>();
        calls.forEach(call -> tally.merge(call.text().split(" ", 2)[0], 1, Integer::sum));
        // The second half of a plan is no operation by itself.
        int halves = Objects.requireNonNullElse(tally.remove("count"), 0);
        return (calls.size() - halves) + " operations " + tally + ", " + refused + " refused, " + failed
                + " failed without effect, " + repeated + " repeated, "
                + calls.stream().filter(Call::isOpen).count() + " of unknown outcome";
    }
}
