package org.emailregistry.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import org.emailregistry.policy.SpecialPurpose.Reach;
import org.emailregistry.policy.SpecialPurpose.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard against a second opinion: at every edge of every block. {@code NetworkGuardRandomIT} asks about what lies between. */
class NetworkGuardReferenceTest {
    private final NetworkGuard guard = NetworkGuard.recommended();

    static List<Row> rows() {
        return SpecialPurpose.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesAtEveryEdgeOfEveryBlock(Row row) throws UnknownHostException {
        BigInteger first = number(row.block().base());
        BigInteger last =
                first.add(BigInteger.ONE.shiftLeft(128 - row.block().length())).subtract(BigInteger.ONE);
        for (BigInteger edge : new BigInteger[] {first, last, first.add(last).shiftRight(1)}) {
            for (int step = -2; step <= 2; step++) {
                ReferenceClassifier.agree(guard, octets(edge.add(BigInteger.valueOf(step))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesOnEveryIpv4EdgeInsideEveryDisguise(Row row) throws UnknownHostException {
        if (!row.block().base().isIpv4()) {
            return;
        }
        long first = row.block().base().low();
        long last = first + (1L << (128 - row.block().length())) - 1;
        for (long edge : new long[] {first - 1, first, last, last + 1}) {
            for (long prefix : new long[] {0, 0xffff_0000_0000L}) {
                ReferenceClassifier.agree(guard, octets(BigInteger.valueOf(prefix | (edge & 0xffff_ffffL))));
            }
            ReferenceClassifier.agree(
                    guard,
                    octets(new BigInteger("0064ff9b" + "0".repeat(24), 16)
                            .or(BigInteger.valueOf(edge & 0xffff_ffffL))));
        }
    }

    /** The blocks are those of the table: nobody edited the one and forgot the other. */
    @Test
    void theTableIsOrderedAndComplete() {
        assertThat(SpecialPurpose.rows()).hasSize(68).doesNotHaveDuplicates();
        assertThat(SpecialPurpose.rows())
                .extracting(row -> row.block().length())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(SpecialPurpose.rows()).allSatisfy(row -> {
            assertThat(row.name()).isNotBlank();
            assertThat(row.source()).isNotBlank();
        });
        assertThat(SpecialPurpose.rows()).extracting(Row::reach).contains(Reach.values());
    }

    private static BigInteger number(Bits bits) {
        return new BigInteger(
                1,
                ByteBuffer.allocate(16).putLong(bits.high()).putLong(bits.low()).array());
    }

    private static byte[] octets(BigInteger number) {
        byte[] all = new byte[16];
        BigInteger inRange = number.mod(BigInteger.ONE.shiftLeft(128));
        byte[] bytes = inRange.toByteArray();
        int length = Math.min(16, bytes.length);
        System.arraycopy(bytes, bytes.length - length, all, 16 - length, length);
        return all;
    }
}
