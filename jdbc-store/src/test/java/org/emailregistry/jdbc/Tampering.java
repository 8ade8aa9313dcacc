package org.emailregistry.jdbc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.jdbc.Tables.Column;
import org.emailregistry.jdbc.Tables.Row;
import org.emailregistry.jdbc.Tables.State;

/**
 * One thing that somebody does who writes into the database without the key.
 *
 * @param what what it is, for a report
 * @param column the column that it is made for; empty if it changes whole rows
 * @param after what the tables hold then
 * @param leeway what it may achieve, but only where it comes before the start of a node
 */
record Tampering(String what, Optional<Column> column, State after, Set<Leeway> leeway) {
    /** What the library cannot tell from the truth, since it is a truth of before, and a new node has seen no other. */
    enum Leeway {
        /** An account is as the user had it once. This holds under running nodes, too. */
        FORMER_ACCOUNT,
        /** A service is as an administrator had it once: elsewhere, shown, or not yet removed. */
        FORMER_SERVICE,
        /** Manual entry is as an administrator had it once. */
        FORMER_MANUAL_ENTRY,
        /** There is no decision about a standard service. */
        NO_DECISION
    }

    private static final String SERVICE = "email_registry_service";
    private static final String ACCOUNT = "email_registry_account";
    private static final String TENANT = "email_registry_tenant";

    /** Of their many rows of a kind, two are enough. */
    private static final Set<String> HISTORY = Set.of("email_registry_change", "email_registry_commit");

    /** Where whole rows are made of old ones but for one column: what is proven is there. */
    private static final Set<String> PROVEN = Set.of(SERVICE, ACCOUNT, TENANT);

    /** The columns without which nothing is found, or the tables are of another version. */
    private static final Set<String> ALL_OR_NOTHING = Set.of(
            "email_registry_tenant.id",
            "email_registry_tenant.name",
            "email_registry_schema.version",
            "email_registry_schema.min_library");

    private static final String GARBAGE = "garbage\u0001";

    /**
     * All that can be done to the tables.
     *
     * @param newest what the tables hold
     * @param former what they held before, the oldest first
     */
    static List<Tampering> all(Tables tables, State newest, List<State> former) {
        var all = new Generator(tables, newest, former);
        tables.columns().forEach(all::addColumn);
        tables.names().forEach(all::addRows);
        all.addStates();
        return List.copyOf(all.made.values());
    }

    private record Generator(
            Tables tables,
            State newest,
            List<State> former,
            Map<State, Tampering> made,
            Map<Row, Set<Row>> formerRows) {
        Generator(Tables tables, State newest, List<State> former) {
            this(tables, newest, former, new LinkedHashMap<>(), new HashMap<>());
        }

        private void add(String what, Optional<Column> column, State after, Set<Leeway> leeway) {
            if (!after.equals(newest)) {
                made.putIfAbsent(after, new Tampering(what, column, after, leeway));
            }
        }

        private List<Row> rows(String table) {
            List<Row> rows = List.copyOf(newest.of(table));
            return HISTORY.contains(table) ? rows.subList(0, 2) : rows;
        }

        void addColumn(Column column) {
            // Who changes the key of a row takes it away.
            boolean lost = column.key() || ALL_OR_NOTHING.contains(column.toString());
            Set<Leeway> leeway = lost ? lost(column.table()) : Set.of();
            // One column holds the whole seal of an account, and so the password that the user gave before.
            Set<Leeway> replayed = column.table().equals(ACCOUNT) ? replayed(ACCOUNT) : leeway;
            List<Row> rows = rows(column.table());
            for (Row row : rows) {
                for (Object value : others(column, row)) {
                    add("edited to " + shown(value), column, row, Optional.of(value), leeway);
                }
                if (column.nullable()) {
                    add("blanked", column, row, Optional.empty(), leeway);
                }
                next(column, row, rows)
                        .ifPresent(other -> add(
                                name(column, row) + " swapped with that of " + name(other),
                                Optional.of(column),
                                swapped(row, other, List.of(column)),
                                leeway));
                for (Row old : former(row)) {
                    add("replayed: " + shown(old.get(column)), column, row, old.get(column), replayed);
                }
            }
        }

        private void add(String what, Column column, Row row, Optional<Object> value, Set<Leeway> leeway) {
            add(
                    name(column, row) + " " + what,
                    Optional.of(column),
                    newest.with(row, row.with(column.name(), value)),
                    leeway);
        }

        /** Other values by the type of a column. */
        private List<Object> others(Column column, Row row) {
            Optional<Object> present = row.get(column);
            Set<Object> values = new LinkedHashSet<>();
            if (column.isNumber()) {
                long number = (Long) present.orElse(0L);
                values.addAll(List.of(number + 1, number - 1, 0L, 1L, column.largest()));
            } else if (column.isText() || column.isBytes()) {
                newest.of(column.table()).stream()
                        .flatMap(other -> other.get(column).stream())
                        .filter(value -> !present.equals(Optional.of(value)))
                        .distinct()
                        .limit(2)
                        .forEach(values::add);
                values.add(column.value(""));
                values.add(column.value(GARBAGE));
                present.filter(value -> column.isBytes())
                        .map(value -> changed((ByteBuffer) value))
                        .ifPresent(values::add);
            } else {
                throw new IllegalStateException("What are plausible values of " + column + ", " + column.type() + "?");
            }
            present.ifPresent(values::remove);
            return List.copyOf(values);
        }

        private static ByteBuffer changed(ByteBuffer value) {
            byte[] changed = Tables.array(value);
            if (changed.length > 0) {
                changed[changed.length - 1] ^= 1;
            }
            return Tables.bytes(changed);
        }

        /** The next row, in a ring, that has another value in a column. */
        private static Optional<Row> next(Column column, Row row, List<Row> rows) {
            int at = rows.indexOf(row);
            List<Row> ring = new ArrayList<>(rows.subList(at + 1, rows.size()));
            ring.addAll(rows.subList(0, at));
            return ring.stream()
                    .filter(other -> !other.get(column).equals(row.get(column)))
                    .findFirst();
        }

        private State swapped(Row one, Row two, List<Column> columns) {
            Row first = one;
            Row second = two;
            for (Column column : columns) {
                first = first.with(column.name(), two.get(column));
                second = second.with(column.name(), one.get(column));
            }
            return newest.without(one).without(two).plus(first).plus(second);
        }

        /** What a row was before, each once. */
        private Set<Row> former(Row row) {
            return formerRows.computeIfAbsent(row, this::searched);
        }

        private Set<Row> searched(Row row) {
            Set<Row> rows = new LinkedHashSet<>();
            former.forEach(state -> tables.find(state, row).ifPresent(rows::add));
            rows.remove(row);
            return rows;
        }

        void addRows(String table) {
            List<Row> rows = rows(table);
            List<Column> rest = tables.columns(table).stream()
                    .filter(column -> !column.key())
                    .toList();
            for (Row row : rows) {
                add(name(row) + " deleted", Optional.empty(), newest.without(row), lost(table));
                for (Row other : rows) {
                    if (!other.equals(row)) {
                        add(
                                name(row) + " swapped with " + name(other),
                                Optional.empty(),
                                swapped(row, other, rest),
                                lost(table));
                    }
                }
                for (Row old : former(row)) {
                    add(name(row) + " replayed", Optional.empty(), newest.with(row, old), replayed(table));
                    for (Column column : PROVEN.contains(table) ? rest : List.<Column>of()) {
                        add(
                                name(row) + " replayed but for " + column.name(),
                                Optional.empty(),
                                newest.with(row, old.with(column.name(), row.get(column))),
                                replayed(table));
                    }
                }
            }
            for (State state : former) {
                for (Row old : state.of(table)) {
                    if (tables.find(newest, old).isEmpty()) {
                        add(name(old) + " is back", Optional.empty(), newest.plus(old), replayed(table));
                    }
                }
            }
        }

        /** Each table of before, and all of them. */
        void addStates() {
            for (int i = 0; i < former.size(); i++) {
                State old = former.get(i);
                Set<Leeway> anything = Set.of(Leeway.values());
                add("state " + i, Optional.empty(), old, anything);
                for (String table : tables.names()) {
                    add(
                            "state " + i + " of " + table,
                            Optional.empty(),
                            newest.with(table, old.of(table)),
                            state(table));
                }
            }
        }

        private static Set<Leeway> state(String table) {
            Set<Leeway> leeway = new LinkedHashSet<>(replayed(table));
            leeway.addAll(lost(table));
            return leeway;
        }

        private static Set<Leeway> replayed(String table) {
            return switch (table) {
                case ACCOUNT -> Set.of(Leeway.FORMER_ACCOUNT);
                case SERVICE -> Set.of(Leeway.FORMER_SERVICE);
                case TENANT -> Set.of(Leeway.FORMER_MANUAL_ENTRY);
                default -> Set.of();
            };
        }

        private static Set<Leeway> lost(String table) {
            return switch (table) {
                case SERVICE -> Set.of(Leeway.NO_DECISION);
                case TENANT -> Set.of(Leeway.NO_DECISION, Leeway.FORMER_MANUAL_ENTRY);
                default -> Set.of();
            };
        }

        private String name(Column column, Row row) {
            return name(row) + ", column " + column.name();
        }

        private String name(Row row) {
            return row.table() + " "
                    + tables.key(row).stream().map(Tables::text).toList();
        }

        private static String shown(Object value) {
            Object bare = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            return bare instanceof ByteBuffer bytes ? bytes.remaining() + " bytes" : "\"" + bare + "\"";
        }
    }

    /** Whether it stops everything by nature: the tenant is not found, or the tables are of another version. */
    boolean stopsAll(Tables tables, State newest) {
        return newest.lackedBy(after).stream()
                .filter(row -> row.table().equals(TENANT) || row.table().equals("email_registry_schema"))
                .anyMatch(row -> {
                    Optional<Row> now = tables.find(after, row);
                    return now.isEmpty()
                            || tables.columns(row.table()).stream()
                                    .filter(c -> ALL_OR_NOTHING.contains(c.toString()))
                                    .anyMatch(c -> !now.get().get(c).equals(row.get(c)));
                });
    }
}
