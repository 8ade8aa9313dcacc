package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.Inet4Address;
import java.net.Inet6Address;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    @Test
    void parsesNamesAndAddressesWithoutAPort() {
        assertThat(Host.parse(" IMAP.Acme.Example ")).hasToString("imap.acme.example");
        assertThat(Host.parse("10.0.0.1")).isEqualTo(new Ipv4Literal(0x0a000001));
        assertThat(Host.parse("2001:DB8::1")).isEqualTo(new Ipv6Literal(0x20010db800000000L, 1));
        assertThat(Host.parse(" [2001:DB8::1]\t")).isEqualTo(new Ipv6Literal(0x20010db800000000L, 1));
        assertThat(Host.parse("bücher.example")).hasToString("xn--bcher-kva.example");
        assertThat(Host.parse("bücher.example").display()).isEqualTo("bücher.example");
    }

    @Test
    void tellsItsKindForAnExhaustiveSwitch() {
        assertThat(Host.parse("acme.example").kind()).isEqualTo(Host.Kind.DOMAIN_NAME);
        assertThat(Host.parse("10.0.0.1").kind()).isEqualTo(Host.Kind.IPV4_LITERAL);
        assertThat(Host.parse("::1").kind()).isEqualTo(Host.Kind.IPV6_LITERAL);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "acme.example:993",
                "acme.example:",
                ":",
                "1.2.3",
                "[::1]:993",
                "[::1",
                "::1]",
                "[acme.example]",
                "acme.example/",
                "a_b",
                "::1%eth0",
                "1:2",
                "ü:1",
                "acme.example.",
                "joe@acme.example",
                "[::1]x",
                "10.0.0.1:25"
            })
    void refusesEverythingElse(@Nullable String text) {
        assertThat(Host.tryParse(text)).isEmpty();
        assertThat(catchThrowableOfType(MalformedAddressException.class, () -> Host.parse(text)))
                .isNotNull();
        assertThat(DomainName.tryParse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example/inbox, PATH, 12",
        "[::1]:993, FORBIDDEN_CHARACTER, 5",
        "ü:993, IPV6_MALFORMED, 0",
        "' a b', WHITE_SPACE, 2",
        "'  ', MISSING, 2",
        "[::1]@x, AT_SIGN, 5"
    })
    void saysWhatIsWrongAndWhere(String text, AddressProblem problem, int offset) {
        MalformedAddressException refused =
                catchThrowableOfType(MalformedAddressException.class, () -> Host.parse(text));

        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.offset()).isEqualTo(offset);
        assertThat(refused.suggestion()).isEmpty();
    }

    @Test
    void aDomainNameIsNoAddress() {
        assertThat(DomainName.parse("Acme.Example")).hasToString("acme.example");
        assertThat(DomainName.tryParse("Acme.Example")).contains(DomainName.parse("acme.example"));
        for (String literal : new String[] {"10.0.0.1", "::1", "[::1]"}) {
            assertThat(DomainName.tryParse(literal)).isEmpty();
            assertThat(catchThrowableOfType(MalformedAddressException.class, () -> DomainName.parse(literal))
                            .problem())
                    .isEqualTo(AddressProblem.NUMERIC_NAME);
        }
    }

    @Test
    void namesAreEqualByTheirCanonicalForm() {
        DomainName name = DomainName.parse("xn--bcher-kva.example");

        assertThat(DomainName.parse("bücher.example")).isEqualTo(name).hasSameHashCodeAs(name);
        assertThat(name).isNotEqualTo(DomainName.parse("bucher.example")).isNotEqualTo("xn--bcher-kva.example");
        assertThat(DomainName.parse("ab").hashCode())
                .isNotEqualTo(DomainName.parse("ba").hashCode());
    }

    @Test
    void addressesGiveTheirBytesWithoutANameService() {
        Ipv4Literal ipv4 = new Ipv4Literal(0xc0a80102);
        Ipv6Literal ipv6 = new Ipv6Literal(0x20010db800000102L, 0x030405060708090aL);

        assertThat(ipv4.bytes()).containsExactly(0xc0, 0xa8, 1, 2);
        assertThat(ipv4).hasToString("192.168.1.2");
        assertThat(ipv4.display()).isEqualTo("192.168.1.2");
        assertThat(ipv4.toInetAddress()).isInstanceOf(Inet4Address.class);
        assertThat(ipv4.toInetAddress().getAddress()).isEqualTo(ipv4.bytes());
        assertThat(ipv6.bytes()).containsExactly(0x20, 1, 0x0d, 0xb8, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(ipv6.toInetAddress()).isInstanceOf(Inet6Address.class);
        assertThat(ipv6.toInetAddress().getAddress()).isEqualTo(ipv6.bytes());
        assertThat(ipv6.display()).isEqualTo("2001:db8:0:102:304:506:708:90a");
    }

    @Test
    void aMappedAddressBecomesTheOneInside() {
        Ipv6Literal mapped = (Ipv6Literal) Host.parse("::ffff:10.0.0.1");

        assertThat(mapped.toInetAddress()).isEqualTo(new Ipv4Literal(0x0a000001).toInetAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "0:1:0:1:0:1:0:1, 0:1:0:1:0:1:0:1",
        "1:0:0:1:0:0:1:1, 1::1:0:0:1:1",
        "1:0:0:1:0:0:0:1, 1:0:0:1::1",
        "0:0:1:0:0:0:0:1, 0:0:1::1",
        "0:0:1:1:1:1:0:0, ::1:1:1:1:0:0",
        "0:0:0:0:0:FFFE:0102:0304, ::fffe:102:304",
        "0:0:0:0:1:FFFF:0102:0304, ::1:ffff:102:304",
        "1:0:0:0:0:FFFF:0102:0304, 1::ffff:102:304",
        "00a0:0b00:c000:000d:1:2:3:4, a0:b00:c000:d:1:2:3:4"
    })
    void printsIpv6AsRfc5952Says(String text, String canonical) {
        assertThat(Host.parse(text)).hasToString(canonical);
        assertThat(Host.parse(canonical)).isEqualTo(Host.parse(text));
    }
}
