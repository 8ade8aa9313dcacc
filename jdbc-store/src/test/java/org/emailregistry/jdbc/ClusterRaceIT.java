package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RefusedException;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
import org.emailregistry.account.AccountId;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody loses a mailbox unseen, however many nodes let accounts in while an administrator removes the service. */
@Counted
@Execution(ExecutionMode.CONCURRENT)
class ClusterRaceIT {
    private static final int ROUNDS = Sample.of(5, 50, 150);
    private static final int NODES = 4;
    private static final int CONNECTS = 3;

    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void nobodyLosesAMailboxUnseen(Server server) throws Exception {
        String tenant = UUID.randomUUID().toString();
        List<EmailServiceRegistry> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(HistoryIT.registry(Servers.store(server.pool(), tenant)));
        }
        try {
            race(nodes);
        } finally {
            nodes.forEach(EmailServiceRegistry::close);
        }
        assertThat(Consistency.problems(server.pool(), tenant)).isEmpty();
        Counts.print("race", server + ", " + NODES + " nodes", counts());
    }

    String counts() {
        return ROUNDS + " removals against " + connected + " connects, " + refused + " refused; " + stale
                + " removals refused at first, " + failed + " connects failed without effect";
    }

    void race(List<EmailServiceRegistry> nodes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        try {
            for (int round = 0; round < ROUNDS; round++) {
                EmailService service = nodes.get(0).administration("x").add(CrashWriter.draft("s" + round, 20_000));
                var start = new CyclicBarrier(nodes.size());
                List<Callable<List<AccountId>>> racers = new ArrayList<>();
                for (int i = 1; i < nodes.size(); i++) {
                    int node = i;
                    String prefix = "a" + round + "." + node + ".";
                    racers.add(() -> {
                        start.await();
                        return connect(nodes.get(node), service, prefix);
                    });
                }
                Future<Long> seen = threads.submit(() -> {
                    start.await();
                    return remove(nodes.get(0), service);
                });
                List<AccountId> accounts = new ArrayList<>();
                for (Future<List<AccountId>> each : threads.invokeAll(racers)) {
                    accounts.addAll(each.get());
                }
                assertThat(seen.get()).as("round %s", round).isEqualTo(accounts.size());
                for (AccountId id : accounts) {
                    assertThat(nodes.get(1).accounts().resolve(id))
                            .isInstanceOfSatisfying(
                                    Resolution.Unusable.class,
                                    unusable ->
                                            assertThat(unusable.reason()).isEqualTo(Resolution.Reason.SERVICE_REMOVED));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<AccountId> connect(EmailServiceRegistry node, EmailService service, String prefix) {
        List<AccountId> ids = new ArrayList<>();
        for (int i = 0; i < CONNECTS; i++) {
            var id = new AccountId(prefix + i);
            try (var request = CrashWriter.request(id, service.id())) {
                node.accounts().connect(CrashWriter.owner(id), request);
                ids.add(id);
                connected.incrementAndGet();
            } catch (RefusedException e) {
                refused.incrementAndGet();
            } catch (StoreException e) {
                assertThat(e.kind()).isNotEqualTo(StoreException.Kind.OUTCOME_UNKNOWN);
                failed.incrementAndGet();
            }
        }
        return ids;
    }

    /** Removes a service, and says how many accounts the administrator had seen who confirmed it. */
    private long remove(EmailServiceRegistry node, EmailService service) {
        var plan = node.administration("x").planRemoval(service.id());
        while (true) {
            try {
                node.administration("x").remove(plan, plan.token());
                return plan.accounts();
            } catch (StalePlanException e) {
                stale.incrementAndGet();
                plan = node.administration("x").planRemoval(service.id());
            }
        }
    }
}
