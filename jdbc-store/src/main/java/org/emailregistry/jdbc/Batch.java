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

/** The result of each account of a batch. */
final class Batch {
    private final List<AccountRow> accounts;
    private final BitSet duplicates = new BitSet();
    private final Map<AccountId, InsertResult> decided = new HashMap<>();

    /** The key of the door that refused the last attempt; null if none did. */
    @Nullable
    String closedDoor;

    /** Creates a batch. An account that repeats the id, or the owner and address, of an earlier one is a duplicate. */
    Batch(List<AccountRow> accounts) {
        this.accounts = List.copyOf(accounts);
        Set<Object> ids = new HashSet<>();
        Set<Object> addresses = new HashSet<>();
        for (int i = 0; i < accounts.size(); i++) {
            AccountRow account = accounts.get(i);
            boolean newId = ids.add(account.id());
            boolean newAddress = addresses.add(List.of(account.owner(), account.address()));
            duplicates.set(i, !newId || !newAddress);
        }
    }

    void decide(AccountRow account, InsertResult result) {
        decided.put(account.id(), result);
    }

    /** Returns the accounts that have no result yet. */
    List<AccountRow> undecided() {
        List<AccountRow> undecided = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            if (!duplicates.get(i) && !decided.containsKey(accounts.get(i).id())) {
                undecided.add(accounts.get(i));
            }
        }
        return undecided;
    }

    List<InsertResult> results() {
        List<InsertResult> results = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            results.add(
                    duplicates.get(i)
                            ? InsertResult.ALREADY_CONNECTED
                            : decided.getOrDefault(accounts.get(i).id(), InsertResult.ALREADY_CONNECTED));
        }
        return results;
    }
}
