package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The keys of a search for rows that have one of them. */
final class KeyList {
    private final List<String> keys;
    private final int places;

    KeyList(Stream<String> keys) {
        this.keys = keys.distinct().toList();
        // Powers of two make few different statements, which drivers keep prepared.
        this.places = Math.max(1, Integer.highestOneBit(Math.max(1, this.keys.size() * 2 - 1)));
    }

    /** Returns the condition that a column has one of the keys. */
    String in(String column) {
        return column + " IN (?" + ", ?".repeat(places - 1) + ")";
    }

    /**
     * Returns the {@code FROM} and {@code WHERE} that select a tenant's accounts {@code x} with one of the keys in a
     * column.
     */
    String accounts(Dialect dialect, String column) {
        return dialect.accountsWith("x." + column, places);
    }

    /**
     * Fills unused places with a key that no row has: for a key that is bound twice, H2 would return each row twice.
     */
    void bind(Parameters parameters) throws SQLException {
        for (int i = 0; i < places; i++) {
            parameters.key(i < keys.size() ? keys.get(i) : "");
        }
    }

    void bind(Parameters parameters, long tenant) throws SQLException {
        bind(parameters);
        parameters.number(tenant);
    }
}
