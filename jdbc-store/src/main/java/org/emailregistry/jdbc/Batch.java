package org.emailregistry.jdbc;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emailregistry.account.AccountId;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.InsertResult;
import org.jspecify.annotations.Nullable;

/** What has become of each account of a batch. */
final class Batch {
    private final List<AccountRow> accounts;
    private final BitSet repeated = new BitSet();
    private final Map<AccountId, InsertResult> decided = new HashMap<>();

    /** The door that refused the batch last. */
    @Nullable
    String closedDoor;

    /** Of two accounts with the same id, or the same owner and address, the first one is in the other one's way. */
    Batch(List<AccountRow> accounts) {
        this.accounts = List.copyOf(accounts);
        Set<Object> ids = new HashSet<>();
        Set<Object> addresses = new HashSet<>();
        for (int i = 0; i < accounts.size(); i++) {
            AccountRow account = accounts.get(i);
            boolean newId = ids.add(account.id());
            boolean newAddress = addresses.add(List.of(account.owner(), account.address()));
            repeated.set(i, !newId || !newAddress);
        }
    }

    void decide(AccountRow account, InsertResult result) {
        decided.put(account.id(), result);
    }

    /** Those that nothing has become of yet. */
    List<AccountRow> undecided() {
        List<AccountRow> undecided = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            if (!repeated.get(i) && !decided.containsKey(accounts.get(i).id())) {
                undecided.add(accounts.get(i));
            }
        }
        return undecided;
    }

    List<InsertResult> results() {
        List<InsertResult> results = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            results.add(
                    repeated.get(i)
                            ? InsertResult.ALREADY_CONNECTED
                            : decided.getOrDefault(accounts.get(i).id(), InsertResult.ALREADY_CONNECTED));
        }
        return results;
    }
}
