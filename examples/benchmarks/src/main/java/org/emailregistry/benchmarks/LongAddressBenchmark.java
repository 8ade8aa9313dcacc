package org.emailregistry.benchmarks;

import java.util.List;
import org.emailregistry.address.ServerAddress;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Input made by an attacker: the time may grow only linearly with its length. */
@State(Scope.Benchmark)
public class LongAddressBenchmark {
    private static final String FEW = " x 1000";
    private static final String MANY = " x 100000";

    /** The text that is repeated. */
    @Param({"a", "a.", "xn--a.", "1", "1.", ":", "[", " ", "\u00fc"})
    public String piece = "a";

    /** The length in characters. */
    @Param({"1000", "100000"})
    public int length = 1000;

    private String text = "";

    static void print(Mode mode) {
        JmhRun run = new JmhRun(LongAddressBenchmark.class, mode)
                .run(1, parameters -> parameters.apply("piece") + " x " + parameters.apply("length"));
        Table table = new Table("Address of hostile length, ns / bytes per operation", "1,000", "100,000", "growth");
        for (String column : run.columns()) {
            if (column.endsWith(FEW)) {
                String piece = column.substring(0, column.length() - FEW.length());
                JmhRun.Cell few = run.cell("ours", column);
                JmhRun.Cell many = run.cell("ours", piece + MANY);
                table.row("`" + piece + "` repeated", List.of(few.toString(), many.toString(), growth(few, many)));
            }
        }
        table.note("Growth for 100 times the length.").print(System.out);
    }

    private static String growth(JmhRun.Cell few, JmhRun.Cell many) {
        return Table.number(many.nanos() / few.nanos());
    }

    /** Called by JMH. */
    @Setup
    public void make() {
        text = piece.repeat(length / piece.length()) + ":993";
    }

    @Benchmark
    public Object ours() {
        return ServerAddress.tryParse(text);
    }
}
