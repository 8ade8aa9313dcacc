package org.emailregistry.internal.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.emailregistry.Finding;
import org.emailregistry.KeyUse;
import org.emailregistry.account.Sealed;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.Defect;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.probe.Outcome;
import org.emailregistry.store.NoteRow;
import org.emailregistry.store.RegistryStore;
import org.emailregistry.store.ServiceRow;

/**
 * Looks for what an operator should know.
 *
 * @param alarms returns the present alarms
 */
public record Checkup(RegistryStore store, CatalogCache cache, Supplier<List<NoteRow>> alarms) {

    public List<Finding> findings() {
        Snapshot snapshot = cache.fresh();
        List<Finding> findings = new ArrayList<>();
        for (ServiceEntry entry : snapshot.entries()) {
            entry.defect().ifPresent(defect -> findings.add(finding(entry, defect)));
        }
        snapshot.manualEntryDefect()
                .ifPresent(defect -> findings.add(new Finding.RefusedRow(Optional.empty(), "", defect.text())));
        alarms.get().stream()
                .map(alarm -> new Finding.AlarmRaised(
                        alarm.door().service().orElseThrow(), Outcome.named(alarm.value()), alarm.notedAt()))
                .forEach(findings::add);
        keysInUse(snapshot).forEach(use -> findings.add(new Finding.KeyInUse(use)));
        return findings;
    }

    private static Finding finding(ServiceEntry entry, Defect defect) {
        return defect.kind() == Defect.Kind.UNREADABLE
                ? new Finding.InvalidService(entry.id(), entry.name(), defect.text())
                : new Finding.RefusedRow(Optional.of(entry.id()), entry.name(), defect.text());
    }

    /** Returns the keys that stored data needs, ordered by id. */
    public List<KeyUse> keysInUse() {
        return keysInUse(cache.fresh());
    }

    private List<KeyUse> keysInUse(Snapshot snapshot) {
        Map<String, Long> accounts = store.credentialKeys();
        Map<String, Long> rows = new TreeMap<>();
        Stream.concat(
                        snapshot.state().services().stream().map(ServiceRow::proof),
                        Stream.of(snapshot.state().manualEntry().proof()))
                .flatMap(Optional::stream)
                .map(Sealed::keyId)
                .forEach(key -> rows.merge(key, 1L, Long::sum));
        accounts.keySet().forEach(key -> rows.putIfAbsent(key, 0L));
        return rows.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .map(entry -> new KeyUse(entry.getKey(), accounts.getOrDefault(entry.getKey(), 0L), entry.getValue()))
                .toList();
    }
}
