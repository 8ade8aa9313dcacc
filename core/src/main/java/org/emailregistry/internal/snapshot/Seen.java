package org.emailregistry.internal.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.service.ServiceId;

/**
 * The newest proven rows that this node has seen so far, one per service and one for manual entry, under an empty id.
 * Immutable.
 */
public final class Seen {
    static final Seen NOTHING = new Seen(Map.of());

    private final Map<Optional<ServiceId>, Age> newest;

    private Seen(Map<Optional<ServiceId>, Age> newest) {
        this.newest = newest;
    }

    Age newest(Optional<ServiceId> service) {
        return newest.getOrDefault(service, Age.UNDECIDED);
    }

    /** Returns the greatest number of a change of destinations that this node has seen of a service; 0 without one. */
    public long destined(Optional<ServiceId> service) {
        return newest(service).destined();
    }

    Seen with(Map<Optional<ServiceId>, Age> newer) {
        if (newer.isEmpty()) {
            return this;
        }
        Map<Optional<ServiceId>, Age> all = new HashMap<>(newest);
        all.putAll(newer);
        return new Seen(all);
    }
}
