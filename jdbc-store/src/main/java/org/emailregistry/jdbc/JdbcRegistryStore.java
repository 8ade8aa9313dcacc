package org.emailregistry.jdbc;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountAtVersion;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.ChangePage;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.HealthRow;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.NoteRow;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.PurgeResult;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.StoreException;
import org.emailregistry.store.Subscription;
import org.emailregistry.store.VersionReader;

/**
 * A store in a relational database: H2, PostgreSQL, MariaDB, or a Galera cluster of MariaDB. Any number of nodes and
 * tenants share one database.
 *
 * <pre>{@code
 * var store = JdbcRegistryStore.builder(dataSource).tenant("acme").build();
 * store.createSchema(); // unless a migration tool runs the scripts
 * }</pre>
 *
 * <p>Each call takes a connection from the {@link DataSource}, never joins a transaction of the caller, and returns the
 * connection with its settings restored. After a conflict it tries again, up to the 25th attempt, and after a lost
 * connection, up to the fifth; no attempt begins more than two seconds after the first. If the answer to a
 * {@code COMMIT} was lost, the next attempt finds out whether the transaction was committed. Thread-safe.
 */
public final class JdbcRegistryStore implements RegistryStore {
    private final Schema schema;
    private final Tenant tenant;
    private final Versions versions;
    private final Catalogs catalogs;
    private final Doors doors;
    private final Accounts accounts;
    private final BatchInserts batchInserts;
    private final AccountPages pages;
    private final UserPages users;
    private final Health health;
    private final Notes notes;
    private final Retention retention;
    private final Optional<PostgreSqlListener> listener;

    private JdbcRegistryStore(
            Database database, List<String> scripts, String tenant, Optional<PostgreSqlListener> listener) {
        this.schema = new Schema(database, scripts);
        this.tenant = new Tenant(database, schema, tenant);
        this.versions = new Versions(schema);
        this.catalogs = new Catalogs(database, this.tenant, listener.isPresent());
        this.doors = new Doors(database);
        this.accounts = new Accounts(database, this.tenant, doors);
        this.batchInserts = new BatchInserts(database, this.tenant, doors);
        this.pages = new AccountPages(database, this.tenant);
        this.users = new UserPages(database, this.tenant);
        this.health = new Health(database);
        this.notes = new Notes(database);
        this.retention = new Retention(database, this.tenant, pages, accounts);
        this.listener = listener;
    }

    /**
     * Returns a builder of a store.
     *
     * @param dataSource provides connections in auto-commit mode to a writable node; usually a pool. The store never
     *     closes it
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(requireNonNull(dataSource, "dataSource"));
    }

    /**
     * Creates the tables, or adds to older ones what this version of the library needs, for host applications without a
     * migration tool. Several nodes may call this method at the same time. The scripts are in the jar, one folder per
     * database, with names that Flyway accepts.
     *
     * @throws StoreException if the database is unreachable or refuses a statement, or the existing tables require a
     *     later version of this library
     */
    public void createSchema() {
        schema.create();
    }

    @Override
    public CatalogState catalog() {
        return catalogs.state();
    }

    @Override
    public CatalogVersion version() {
        return catalogs.version();
    }

    @Override
    public CommitResult commit(CatalogCommit commit) {
        return catalogs.commit(commit);
    }

    @Override
    public Optional<CatalogVersion> committed(String operation) {
        return catalogs.committed(operation);
    }

    @Override
    public Door door(DoorId id) {
        return doors.find(tenant.id(), id);
    }

    @Override
    public InsertResult insert(AccountRow account, long serviceRevision, int ownerLimit) {
        return accounts.insert(account, serviceRevision, ownerLimit);
    }

    @Override
    public List<InsertResult> insertAll(List<AccountRow> rows) {
        requireAtMost(rows.size(), MAXIMUM_PAGE);
        return batchInserts.insertAll(rows);
    }

    @Override
    public boolean replace(AccountRow seen, AccountRow next) {
        return accounts.replace(seen, next);
    }

    @Override
    public InsertResult move(AccountRow seen, AccountRow next, long serviceRevision) {
        return accounts.move(seen, next, serviceRevision);
    }

    @Override
    public boolean delete(AccountRow seen) {
        return accounts.delete(seen);
    }

    @Override
    public Optional<AccountAtVersion> account(AccountId id) {
        return accounts.find(id);
    }

    @Override
    public AccountsAtVersion accounts(Collection<AccountId> ids) {
        requireAtMost(ids.size(), MAXIMUM_IDS);
        return accounts.find(ids);
    }

    @Override
    public Page<UserId> users(ServiceId service, PageRequest page) {
        return users.page(service, page);
    }

    @Override
    public AccountsAtVersion accounts(AccountQuery query, PageRequest page) {
        return pages.page(query, page);
    }

    @Override
    public ChangePage changes(long afterRevision, int limit) {
        return catalogs.changes(afterRevision, limit);
    }

    @Override
    public PurgeResult purge(Instant before, int limit) {
        return retention.purge(before, limit);
    }

    @Override
    public Map<String, Long> credentialKeys() {
        return accounts.keys();
    }

    @Override
    public List<HealthRow> health() {
        return health.find(tenant.id());
    }

    @Override
    public List<AccountId> failing(DoorId door, Collection<String> outcomes, Instant from, Instant to, int limit) {
        return health.failing(tenant.id(), door, outcomes, from, to, limit);
    }

    @Override
    public boolean addNote(NoteRow note) {
        return notes.add(tenant.id(), note);
    }

    @Override
    public boolean removeNote(DoorId door, String name) {
        return notes.remove(tenant.id(), door, name);
    }

    @Override
    public List<NoteRow> notes() {
        return notes.find(tenant.id());
    }

    @Override
    public long eraseActor(String actor, int limit) {
        return retention.eraseActor(actor, limit);
    }

    /**
     * Runs {@code pollNow} after commits to the catalog if the store has a {@link PostgreSqlListener}; returns empty
     * otherwise. Polling finds all other changes.
     */
    @Override
    public Optional<Subscription> onPush(Runnable pollNow) {
        requireNonNull(pollNow, "pollNow");
        return listener.map(shared -> shared.add(tenant::hasNumber, pollNow));
    }

    /** Returns a reader for all tenants whose stores have the same {@link DataSource} and the same timeout. */
    @Override
    public Optional<VersionReader> versionReader() {
        return Optional.of(versions);
    }

    @Override
    public String tenant() {
        return tenant.name();
    }

    @Override
    public boolean persistent() {
        return true;
    }

    /** Does nothing: the {@link DataSource} belongs to the host application. */
    @Override
    public void close() {}

    private static void requireAtMost(int asked, int maximum) {
        if (asked > maximum) {
            throw new IllegalArgumentException("rows or ids per call: must be at most " + maximum + ", got " + asked);
        }
    }

    /** Builds a {@link JdbcRegistryStore}. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
        private static final int LONGEST_TENANT = 190;

        private final DataSource dataSource;
        private String tenant = "default";
        private Duration timeout = Duration.ofSeconds(10);
        private Optional<PostgreSqlListener> listener = Optional.empty();
        private List<String> scripts = Schema.SCRIPTS;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /**
         * Sets the name of the tenant, which has a catalog and accounts of its own; {@code default} if not set.
         *
         * @param name 1 to 190 UTF-16 units without control characters, compared exactly, including case
         * @throws IllegalArgumentException if the name breaks this rule
         */
        public Builder tenant(String name) {
            requireNonNull(name, "name");
            if (name.isEmpty() || name.length() > LONGEST_TENANT || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "tenant: must have 1 to " + LONGEST_TENANT + " characters, none of them a control character");
            }
            this.tenant = name;
            return this;
        }

        /**
         * Limits the time for each answer of the database, not for a whole call; 10 seconds if not set. An embedded H2
         * has a limit of its own, the lock timeout.
         *
         * @param longest 100 milliseconds to 10 minutes
         * @throws IllegalArgumentException if the time is outside this range
         */
        public Builder timeout(Duration longest) {
            requireNonNull(longest, "longest");
            if (longest.toMillis() < 100 || longest.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException("timeout: must be 100 milliseconds to 10 minutes, got " + longest);
            }
            this.timeout = longest;
            return this;
        }

        /**
         * Uses a listener, usually one per process: nodes with a listener learn of commits to the catalog at once
         * instead of at their next poll. Each commit to the catalog then executes one more statement. With databases
         * other than PostgreSQL, the listener has no effect.
         */
        public Builder listener(PostgreSqlListener shared) {
            this.listener = Optional.of(shared);
            return this;
        }

        /** Sets the {@link Schema#scripts}, for tests of an upgrade. */
        Builder scripts(List<String> paths) {
            this.scripts = paths;
            return this;
        }

        /**
         * Checks that the database is usable, and builds the store. The tables may still be missing.
         *
         * @throws IllegalArgumentException if the database is not supported, or is read-only
         * @throws IllegalStateException if the connections are not in auto-commit mode
         * @throws StoreException if the database is unreachable
         */
        public JdbcRegistryStore build() {
            Database database = Database.open(dataSource, timeout);
            return new JdbcRegistryStore(
                    database, scripts, tenant, listener.filter(given -> database.dialect() == Dialect.POSTGRESQL));
        }
    }
}
