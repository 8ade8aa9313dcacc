package org.emailregistry.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.LoginFailuresRow;
import org.emailregistry.store.RegistryStore;

/**
 * The program that {@link CrashIT} kills. Several threads write, each services and accounts of its own, one thing after the
 * other, and say before what is to be, and after that it is:
 *
 * <pre>
 * BEGIN thread thing state
 * DONE thread
 * </pre>
 */
final class CrashWriter {
    static final int THREADS = 3;
    private static final int FIRST_PORT = 20_000;

    private final EmailServiceRegistry registry;
    private final RegistryStore store;
    private final int thread;
    private final Random random;
    private final List<Service> services = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private int number;

    private CrashWriter(EmailServiceRegistry registry, RegistryStore store, int thread, long seed) {
        this.registry = registry;
        this.store = store;
        this.thread = thread;
        this.random = new Random(seed * 31 + thread);
    }

    private static final class Service {
        final String name;
        final ServiceId id;
        long revision;
        int port;
        boolean hidden;

        Service(String name, ServiceId id, int port, long revision) {
            this.name = name;
            this.id = id;
            this.port = port;
            this.revision = revision;
        }
    }

    private static final class Account {
        final AccountId id;
        String service;
        long generation = 1;

        Account(AccountId id, String service) {
            this.id = id;
            this.service = service;
        }
    }

    /** Writes until it is killed: URL, user, tenant, seed. */
    public static void main(String[] arguments) {
        HikariDataSource pool = Servers.pool(arguments[0], arguments[1]);
        JdbcRegistryStore store = Servers.store(pool, arguments[2]);
        EmailServiceRegistry registry = HistoryIT.registry(store);
        long seed = Long.parseLong(arguments[3]);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < THREADS; i++) {
            var writer = new CrashWriter(registry, store, i, seed);
            threads.execute(writer::writeForever);
        }
    }

    static ServiceDraft draft(String name, int port) {
        return ServiceDraft.named(name)
                .withOperation("add " + name)
                .withSmtp("smtp.acme.example:465", true)
                .withImap("imap.acme.example:" + port, ConnectionSecurity.TLS);
    }

    static ConnectRequest request(AccountId id, ServiceId service) {
        return ConnectRequest.toService(
                        service,
                        Credentials.password(
                                id.value().replace(' ', '.') + "@acme.example", Secret.of("correct horse")))
                .withId(id);
    }

    static UserId owner(AccountId id) {
        return new UserId("owner of " + id);
    }

    static String service(int port, boolean hidden) {
        return "port " + port + (hidden ? ", hidden" : "");
    }

    static String account(String service, long generation, String standing) {
        return service + ", generation " + generation + ", " + standing;
    }

    private void writeForever() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                write();
            }
        } catch (RuntimeException e) {
            say("FAILED " + thread + " " + e);
            throw e;
        }
    }

    private void write() {
        number++;
        Administration admin = registry.administration("writer " + thread);
        if (services.isEmpty() || random.nextInt(10) == 0) {
            String name = "s" + thread + "." + number;
            int port = FIRST_PORT + number;
            begin("service", name, service(port, false));
            var added = admin.add(draft(name, port));
            done();
            services.add(new Service(name, added.id(), port, added.revision()));
            return;
        }
        Service service = services.get(random.nextInt(services.size()));
        switch (random.nextInt(accounts.isEmpty() ? 5 : 11)) {
            case 0, 1 -> {
                int port = FIRST_PORT + number;
                EditPlan plan = admin.planEdit(service.id, service.revision, draft(service.name, port));
                begin("service", service.name, service(port, service.hidden));
                service.revision = admin.edit(plan).revision();
                done();
                service.port = port;
            }
            case 2 -> {
                begin("service", service.name, service(service.port, !service.hidden));
                service.revision = (service.hidden ? admin.show(service.id) : admin.hide(service.id)).revision();
                done();
                service.hidden = !service.hidden;
            }
            case 3 -> {
                String token = admin.planRemoval(service.id).token();
                begin("service", service.name, "none");
                admin.remove(RemovalPlan.of(service.id, token), token);
                done();
                services.remove(service);
            }
            case 4, 5, 6 -> {
                if (!service.hidden) {
                    var id = new AccountId("a" + thread + "." + number);
                    begin("account", id.value(), account(service.name, 1, "well"));
                    registry.accounts().connect(owner(id), request(id, service.id));
                    done();
                    accounts.add(new Account(id, service.name));
                }
            }
            default -> writeAccount(accounts.get(random.nextInt(accounts.size())), service);
        }
    }

    private void writeAccount(Account account, Service service) {
        switch (random.nextInt(3)) {
            case 0 -> {
                if (!service.hidden) {
                    begin("account", account.id.value(), account(service.name, account.generation + 1, "well"));
                    registry.accounts().reconnect(account.id, request(account.id, service.id));
                    done();
                    account.generation++;
                    account.service = service.name;
                }
            }
            case 1 -> {
                begin("account", account.id.value(), "none");
                registry.accounts().disconnect(account.id);
                done();
                accounts.remove(account);
            }
            default -> {
                AccountRow seen = store.account(account.id).orElseThrow().account();
                String outcome = random.nextBoolean() ? "TIMEOUT" : "CREDENTIALS_REJECTED";
                begin("account", account.id.value(), account(account.service, account.generation, outcome));
                store.replace(seen, failing(seen, outcome));
                done();
            }
        }
    }

    private static AccountRow failing(AccountRow seen, String outcome) {
        return new AccountRow(
                seen.id(),
                seen.owner(),
                seen.address(),
                seen.login(),
                seen.smtpLogin(),
                seen.service(),
                seen.manual(),
                seen.origin(),
                seen.credentials(),
                Optional.of(new LoginFailuresRow(outcome, Instant.EPOCH, 1, Optional.empty())),
                seen.generation(),
                seen.version() + 1,
                seen.operation() + "'",
                seen.createdAt(),
                seen.changedAt());
    }

    private void begin(String kind, String name, String state) {
        say("BEGIN " + thread + " " + kind + " " + name + " " + state);
    }

    private void done() {
        say("DONE " + thread);
    }

    /** A line at a time; the operating system has it when this returns. */
    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        boolean heard;
        synchronized (System.out) {
            System.out.println(line);
            heard = !System.out.checkError();
        }
        if (!heard) {
            // Nobody is there to listen, or to kill.
            System.exit(0);
        }
    }
}
