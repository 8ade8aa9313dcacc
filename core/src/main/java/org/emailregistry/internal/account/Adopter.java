package org.emailregistry.internal.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.Adoption;
import org.emailregistry.AdoptionResult;
import org.emailregistry.ConnectRequest;
import org.emailregistry.RefusedException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.policy.Origin;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.RegistryStore;

/** Inserts accounts that an administrator takes over from an older table. */
public record Adopter(RegistryStore store, CatalogCache cache, AccountRows rows, RequestReview review) {

    public List<AdoptionResult> adopt(List<Adoption> adoptions) {
        if (adoptions.size() > RegistryStore.MAXIMUM_PAGE) {
            throw new IllegalArgumentException(
                    "accounts: must be at most " + RegistryStore.MAXIMUM_PAGE + ", got " + adoptions.size());
        }
        Snapshot snapshot = cache.fresh();
        AdoptionResult[] results = new AdoptionResult[adoptions.size()];
        List<AccountRow> adopted = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            Adoption adoption = adoptions.get(i);
            try {
                adopted.add(row(adoption, snapshot));
                places.add(i);
            } catch (RefusedException e) {
                results[i] = new AdoptionResult(adoption.id(), AdoptionResult.Outcome.REFUSED, Optional.of(e));
            }
        }
        List<InsertResult> inserted = adopted.isEmpty() ? List.of() : store.insertAll(adopted);
        for (int i = 0; i < inserted.size(); i++) {
            results[places.get(i)] = result(adopted.get(i), inserted.get(i));
        }
        return List.of(results);
    }

    private AccountRow row(Adoption adoption, Snapshot snapshot) {
        ConnectRequest request = adoption.request();
        AcceptedRequest accepted = review.admitNew(snapshot, Origin.ADMINISTRATOR, request);
        return rows.first(adoption.owner(), adoption.id(), accepted, request.credentials());
    }

    private static AdoptionResult result(AccountRow row, InsertResult inserted) {
        return switch (inserted) {
            case INSERTED -> new AdoptionResult(row.id(), AdoptionResult.Outcome.ADOPTED, Optional.empty());
            case ALREADY_CONNECTED, OWNER_LIMIT ->
                new AdoptionResult(row.id(), AdoptionResult.Outcome.ALREADY_CONNECTED, Optional.empty());
            // The service was removed after the catalog was read.
            case DOOR_CLOSED_OR_MOVED ->
                new AdoptionResult(
                        row.id(), AdoptionResult.Outcome.REFUSED, row.service().map(UnknownServiceException::new));
        };
    }
}
