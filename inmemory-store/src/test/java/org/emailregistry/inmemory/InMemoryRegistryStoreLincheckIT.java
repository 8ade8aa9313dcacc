package org.emailregistry.inmemory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorDecision;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.InsertResult;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every interleaving of a few threads has the results of one thread. */
@Tag("counted")
public class InMemoryRegistryStoreLincheckIT {
    private static final ServiceId ACME = new ServiceId("acme");
    private static final DoorId DOOR = DoorId.of(ACME);

    /** Scenarios, each of which is run in many interleavings. */
    private static final int ITERATIONS = switch (System.getProperty("tests.count", "sample")) {
        case "soak" -> 40;
        case "long" -> 14;
        default -> 1;
    };

    private final InMemoryRegistryStore store = new InMemoryRegistryStore();

    /** One empty store for each interleaving. */
    public InMemoryRegistryStoreLincheckIT() {}

    /** Enters the door as it is at first. */
    @Operation
    public InsertResult insert() {
        return store.insert(account(1), 0, 2);
    }

    /** Leaves it. */
    @Operation
    public boolean delete() {
        return store.delete(account(1));
    }

    /** Reconnects what was connected. */
    @Operation
    public InsertResult move() {
        return store.move(account(1), account(2), 0);
    }

    /** Changes the credentials of what was connected. */
    @Operation
    public boolean replace() {
        return store.replace(account(1), account(2));
    }

    /** Closes the door, if nobody has ever come. */
    @Operation
    public CommitResult close() {
        var next = new CatalogVersion(1, "commit");
        var change = new Change(
                1, Instant.EPOCH, "x", Change.Kind.REMOVED, Optional.of(ACME), "", Map.of(), Map.of(), List.of(), "");
        return store.commit(new CatalogCommit(
                CatalogVersion.EMPTY,
                next,
                Instant.EPOCH,
                "operation",
                List.of(),
                Optional.empty(),
                List.of(new DoorDecision(DOOR, 0, false, OptionalLong.of(0))),
                List.of(change)));
    }

    /** The door, as one value. */
    @Operation
    public Door door() {
        return store.door(DOOR);
    }

    /** The account and the catalog, as of one instant. */
    @Operation
    public String account() {
        return store.account(new AccountId("a"))
                .map(read -> read.account().version() + " at " + read.version().revision())
                .orElse("none");
    }

    @Test
    void everyInterleavingHasTheResultsOfASequence() {
        new ModelCheckingOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(2)
                .check(getClass());
    }

    private static AccountRow account(long version) {
        return new AccountRow(
                new AccountId("a"),
                new UserId("anna"),
                "anna@acme.example",
                "anna",
                Optional.empty(),
                Optional.of(ACME),
                Optional.empty(),
                "ADMINISTRATOR",
                Optional.empty(),
                Optional.empty(),
                1,
                version,
                "operation",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
