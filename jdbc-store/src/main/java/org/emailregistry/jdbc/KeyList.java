package org.emailregistry.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Keys, of which the rows that have one of them are wanted. */
final class KeyList {
    private final List<String> keys;
    private final int places;

    KeyList(Stream<String> keys) {
        this.keys = keys.distinct().toList();
        // Powers of two: only a few different statements, so that drivers find them prepared.
        this.places = Math.max(1, Integer.highestOneBit(Math.max(1, this.keys.size() * 2 - 1)));
    }

    /** The condition that a column has one of the keys. */
    String in(String column) {
        return column + " IN (?" + ", ?".repeat(places - 1) + ")";
    }

    /** What comes after {@code FROM}, to find the accounts {@code x} of a tenant that have one of the keys in a column. */
    String accounts(Dialect dialect, String column) {
        return dialect.accountsWith("x." + column, places);
    }

    /** Fills the places that are left over with a key that nothing has: of one that is there twice, H2 finds each row twice. */
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
