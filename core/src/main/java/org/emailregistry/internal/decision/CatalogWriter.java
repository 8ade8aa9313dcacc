package org.emailregistry.internal.decision;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.StaleCatalogException;
import org.emailregistry.StalePlanException;
import org.emailregistry.internal.Attempts;
import org.emailregistry.internal.Ids;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.Signatures;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.CommitResult;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits decisions on the newest state of the catalog. If another commit comes first, checks the decisions again on
 * the new state.
 */
public final class CatalogWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogWriter.class);

    private final RegistryStore store;
    private final CatalogCache cache;
    private final ConnectionPolicy policy;
    private final Planner planner;
    private final Signatures signatures;
    private final InstantSource clock;
    private final Ids ids;

    public CatalogWriter(
            RegistryStore store,
            CatalogCache cache,
            ConnectionPolicy policy,
            Planner planner,
            Signatures signatures,
            InstantSource clock,
            Ids ids) {
        this.store = store;
        this.cache = cache;
        this.policy = policy;
        this.planner = planner;
        this.signatures = signatures;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The catalog after an operation.
     *
     * @param repeated whether an earlier attempt had committed the operation
     */
    public record Outcome(long revision, Map<ServiceId, ServiceEntry> entries, boolean repeated) {}

    /**
     * Applies all decisions or none.
     *
     * @param seenRevision the revision on which the decisions are based; empty to accept any
     */
    public Outcome write(Author author, OptionalLong seenRevision, String operation, List<Decision> decisions) {
        for (var attempts = Attempts.atCatalog(); ; attempts.again()) {
            Snapshot snapshot = cache.fresh();
            Optional<CatalogVersion> earlier = store.committed(operation);
            if (earlier.isPresent() && !undone(earlier.get(), decisions, snapshot)) {
                return new Outcome(earlier.get().revision(), byId(cache.fresh().entries()), true);
            }
            long revision = snapshot.version().revision();
            if (seenRevision.isPresent() && seenRevision.getAsLong() != revision) {
                throw new StaleCatalogException(snapshot.catalog());
            }
            var draft = new CommitDraft(snapshot, policy, signatures, author, ids.random(), clock.instant());
            decisions.forEach(decision -> apply(draft, decision));
            Optional<CatalogCommit> commit =
                    draft.build(earlier.isPresent() ? operation + " after " + revision : operation);
            if (commit.isEmpty()) {
                return new Outcome(revision, draft.entries(), false);
            }
            if (store.commit(commit.get()) == CommitResult.COMMITTED) {
                refresh();
                return new Outcome(revision + 1, draft.entries(), false);
            }
        }
    }

    /**
     * Returns whether the row of the service is older than an operation that wrote it, or is refused: a backup of the
     * services alone was restored, or somebody changed the row or put an older one back.
     */
    private static boolean undone(CatalogVersion earlier, List<Decision> decisions, Snapshot snapshot) {
        // In a batch, a decision that changes nothing writes no row.
        if (decisions.size() != 1 || snapshot.version().revision() < earlier.revision()) {
            return false;
        }
        return written(decisions.get(0))
                .map(snapshot::entry)
                .filter(entry -> entry.defect().isPresent()
                        || entry.row()
                                .filter(row -> row.revision() < earlier.revision())
                                .isPresent())
                .isPresent();
    }

    /** Returns the service whose row a decision writes, if the same decision always has the same operation. */
    private static Optional<ServiceId> written(Decision decision) {
        if (decision instanceof Decision.Edit edit) {
            return Optional.of(edit.plan().service());
        }
        if (decision instanceof Decision.Remove remove) {
            return Optional.of(remove.id());
        }
        return decision instanceof Decision.ConfirmDestinations confirm ? Optional.of(confirm.id()) : Optional.empty();
    }

    private void apply(CommitDraft draft, Decision decision) {
        if (decision instanceof Decision.Remove remove) {
            draft.remove(remove, store.door(DoorId.of(remove.id())));
            return;
        }
        if (decision instanceof Decision.ConfirmDestinations confirm) {
            draft.confirm(confirm, store.door(DoorId.of(confirm.id())));
            return;
        }
        if (decision instanceof Decision.Edit edit) {
            draft.superseded(edit).ifPresent(entry -> {
                throw new StalePlanException(planner.edit(
                        draft.entries().values(), entry, edit.plan().draft()));
            });
        }
        draft.apply(decision);
    }

    /** Reads the catalog again. A failure is only logged, because the commit is saved. */
    private void refresh() {
        try {
            cache.fresh();
        } catch (StoreException e) {
            LOG.warn("The catalog change is saved, but reading the catalog again failed; a later read tries again", e);
        }
    }

    private static Map<ServiceId, ServiceEntry> byId(Collection<ServiceEntry> entries) {
        Map<ServiceId, ServiceEntry> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        return byId;
    }
}
