package org.emailregistry.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.emailregistry.policy.SpecialPurpose.Reach;
import org.emailregistry.policy.SpecialPurpose.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard against a second opinion: at every edge of every block, and at a million addresses in between. */
class NetworkGuardReferenceTest {
    private static final int RANDOM_ADDRESSES = 1_000_000;

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
                agree(octets(edge.add(BigInteger.valueOf(step))));
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
                agree(octets(BigInteger.valueOf(prefix | (edge & 0xffff_ffffL))));
            }
            agree(octets(new BigInteger("0064ff9b" + "0".repeat(24), 16).or(BigInteger.valueOf(edge & 0xffff_ffffL))));
        }
    }

    @Test
    @Tag("slow")
    void agreesOnAMillionAddresses() throws UnknownHostException {
        Random random = new Random(20251001);
        byte[] ipv4 = new byte[4];
        byte[] ipv6 = new byte[16];
        for (int i = 0; i < RANDOM_ADDRESSES / 2; i++) {
            random.nextBytes(ipv4);
            random.nextBytes(ipv6);
            switch (i % 4) {
                case 0 -> ipv6[0] = (byte) (0x20 | (ipv6[0] & 0x1f));
                case 1 -> {
                    ipv6[0] = 0x20;
                    ipv6[1] = 1;
                    ipv6[2] &= 3;
                }
                case 2 -> Arrays.fill(ipv6, 0, 10 + i / 4 % 3, (byte) 0);
                default -> {}
            }
            agree(ipv4);
            agree(ipv6);
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

    private void agree(byte[] octets) throws UnknownHostException {
        // This way alone does the JDK keep an IPv4-mapped address as it is.
        InetAddress address =
                octets.length == 16 ? Inet6Address.getByAddress(null, octets, -1) : InetAddress.getByAddress(octets);
        boolean user = ReferenceClassifier.usersMayReach(octets);
        boolean nobody = ReferenceClassifier.nobodyMayReach(octets);
        // No assertion library here: a million of its objects take their time.
        if (guard.permits(address, Origin.USER) != user || guard.permits(address, Origin.ADMINISTRATOR) == nobody) {
            throw new AssertionError(address + ": users " + user + ", nobody " + nobody);
        }
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
