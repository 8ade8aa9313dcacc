package org.emailregistry.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one class of JMH benchmarks, and arranges the results by method and column. */
final class JmhRun {
    private final Class<?> benchmark;
    private final org.emailregistry.benchmarks.Mode mode;
    private final Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();

    /** The time of an operation, and the bytes that it allocates. */
    record Cell(double nanos, double bytes) {
        @Override
        public String toString() {
            return Table.number(nanos) + " / " + Math.round(bytes);
        }
    }

    JmhRun(Class<?> benchmark, org.emailregistry.benchmarks.Mode mode) {
        this.benchmark = benchmark;
        this.mode = mode;
    }

    /**
     * Measures all methods with all parameters.
     *
     * @param column returns the column of a result for its parameters
     */
    JmhRun run(int threads, Function<Function<String, String>, String> column) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\b" + benchmark.getSimpleName() + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(threads)
                .forks(mode.choose(2, 0))
                .warmupIterations(mode.choose(2, 1))
                .warmupTime(TimeValue.milliseconds(mode.choose(500, 10)))
                .measurementIterations(mode.choose(4, 1))
                .measurementTime(TimeValue.milliseconds(mode.choose(500, 10)))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (mode == org.emailregistry.benchmarks.Mode.FULL) {
            options.addProfiler(GCProfiler.class);
        }
        try {
            for (RunResult result : new Runner(options.build()).run()) {
                String name = result.getParams().getBenchmark();
                cells.computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), method -> new LinkedHashMap<>())
                        .put(column.apply(result.getParams()::getParam), cell(result));
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    private static Cell cell(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Cell(result.getPrimaryResult().getScore(), bytes == null ? Double.NaN : bytes.getScore());
    }

    List<String> columns() {
        return List.copyOf(cells.values().iterator().next().keySet());
    }

    /** Returns the table of the given methods, each with its title. */
    Table table(String title, Map<String, String> methods) {
        Table table = new Table(title, columns().toArray(String[]::new));
        methods.forEach((method, name) ->
                table.row(name, of(method).values().stream().map(Cell::toString).toList()));
        return table;
    }

    /** Adds a row with the ratios of the times of two methods. */
    List<String> ratios(String method, String other) {
        List<String> ratios = new ArrayList<>();
        for (String column : columns()) {
            ratios.add(Table.number(cell(method, column).nanos / cell(other, column).nanos));
        }
        return ratios;
    }

    /** Adds a row with the ratios of the allocations of two methods. */
    List<String> byteRatios(String method, String other) {
        List<String> ratios = new ArrayList<>();
        for (String column : columns()) {
            double bytes = cell(other, column).bytes;
            ratios.add(bytes < 1 ? "-" : Table.number(cell(method, column).bytes / bytes));
        }
        return ratios;
    }

    Cell cell(String method, String column) {
        Cell cell = of(method).get(column);
        if (cell == null) {
            throw new IllegalArgumentException(column);
        }
        return cell;
    }

    private Map<String, Cell> of(String method) {
        Map<String, Cell> row = cells.get(method);
        if (row == null) {
            throw new IllegalArgumentException(method);
        }
        return row;
    }
}
