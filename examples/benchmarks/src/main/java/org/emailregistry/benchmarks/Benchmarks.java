package org.emailregistry.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints one table of the README, or all of them. */
public final class Benchmarks {
    private static final Map<String, Measurement> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("address", mode -> {
            AddressBenchmark.print(mode);
            LongAddressBenchmark.print(mode);
        });
        TABLES.put("offer", OfferBenchmark::print);
        TABLES.put("resolve", ResolveTable::print);
        TABLES.put("scale", ScaleTable::print);
        TABLES.put("adopt", AdoptTable::print);
        TABLES.put("staleness", StalenessTable::print);
        TABLES.put("size", SizeTable::print);
        TABLES.put("probe", ProbeTable::print);
        TABLES.put("hostile", HostileTable::print);
        TABLES.put("inflight", InFlightTable::print);
    }

    private interface Measurement {
        void print(Mode mode) throws Exception;
    }

    private Benchmarks() {}

    /**
     * Prints the requested tables.
     *
     * @param arguments the name of a table, or {@code all}; then {@code full} or {@code short}
     */
    public static void main(String[] arguments) throws Exception {
        String asked = arguments.length > 0 ? arguments[0] : "all";
        Mode mode = Mode.valueOf(arguments.length > 1 ? arguments[1].toUpperCase(Locale.ROOT) : "FULL");
        if (!asked.equals("all") && !TABLES.containsKey(asked)) {
            throw new IllegalArgumentException("table: all or one of " + TABLES.keySet());
        }
        System.out.println(
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                        + mode.name().toLowerCase(Locale.ROOT) + " run");
        for (Map.Entry<String, Measurement> table : TABLES.entrySet()) {
            if (asked.equals("all") || asked.equals(table.getKey())) {
                table.getValue().print(mode);
            }
        }
    }
}
