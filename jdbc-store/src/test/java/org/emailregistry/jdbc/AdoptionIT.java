package org.emailregistry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.emailregistry.Adoption;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.StoreException;
import org.junit.jupiter.api.Test;

/** An older table is taken over: a million accounts in the profile {@code soak}. */
@Counted
class AdoptionIT {
    private static final String TENANT = "acme";
    private static final int PAGE = 1000;
    private static final int PAGES = Sample.of(4, 334, 1000);

    @Test
    void anAdoptionThatIsInterruptedGoesOnWhereItWasAndTakesEachAccountOverOnce() throws SQLException {
        // Of its own: what a planner knows of a table of other tests is not changed.
        try (HikariDataSource pool = Servers.emptyDatabase(Server.POSTGRESQL)) {
            adopt(pool);
            assertThat(Consistency.problems(pool, TENANT)).isEmpty();
        }
        Counts.print("adoption", "PostgreSQL", PAGES * PAGE + " accounts, interrupted once");
    }

    private static void adopt(HikariDataSource pool) {
        var tap = new Tap(pool);
        JdbcRegistryStore store = Servers.store(tap.dataSource(), TENANT);
        try (EmailServiceRegistry registry = HistoryIT.registry(store)) {
            EmailService service = registry.administration("root").add(CrashWriter.draft("Acme", 20_000));
            for (int page = 0; page < PAGES; page++) {
                List<Adoption> accounts = accounts(service, page);
                if (page == PAGES / 2) {
                    interrupt(tap, registry, accounts);
                }
                tap.reset();
                assertAdopted(registry, accounts);
            }
            Door door = store.door(DoorId.of(service.id()));
            assertThat(door.accounts()).isEqualTo((long) PAGES * PAGE);
            for (int page : List.of(0, PAGES / 2, PAGES - 1)) {
                assertAdopted(registry, accounts(service, page));
            }
            assertThat(store.door(DoorId.of(service.id()))).isEqualTo(door);
        }
    }

    /** The answer to a {@code COMMIT} is lost, and after it the database. */
    private static void interrupt(Tap tap, EmailServiceRegistry registry, List<Adoption> accounts) {
        var commits = new AtomicInteger();
        tap.through((call, going) -> {
            if (call.name().equals("commit") && commits.incrementAndGet() == 1) {
                going.proceed();
                going.cut();
                throw new SQLException("made to lose the answer", "08006");
            }
            if (call.name().equals("getConnection") && commits.get() > 0) {
                throw new SQLTransientConnectionException("made to be unreachable", "08001");
            }
            return going.proceed();
        });
        assertThatThrownBy(() -> registry.administration("root").adopt(accounts))
                .isInstanceOf(StoreException.class);
    }

    private static void assertAdopted(EmailServiceRegistry registry, List<Adoption> accounts) {
        assertThat(registry.administration("root").adopt(accounts))
                .hasSize(accounts.size())
                .allSatisfy(result -> assertThat(result.refusal()).isEmpty());
    }

    private static List<Adoption> accounts(EmailService service, int page) {
        return IntStream.range(page * PAGE, (page + 1) * PAGE)
                .mapToObj(i -> new Adoption(
                        new UserId("user " + i),
                        new AccountId("account " + i),
                        ConnectRequest.toService(
                                service.id(),
                                Credentials.password("user" + i + "@acme.example", Secret.of("correct horse")))))
                .toList();
    }
}
