package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.emailregistry.address.ParsedAddress.Malformed;
import org.emailregistry.address.ParsedAddress.Parsed;
import org.emailregistry.store.contract.AddressArbitraries;

class ServerAddressPropertiesTest {
    @Provide
    Arbitrary<ServerAddress> addresses() {
        return AddressArbitraries.serverAddresses();
    }

    @Provide
    Arbitrary<Host> hosts() {
        return AddressArbitraries.hosts();
    }

    @Provide
    Arbitrary<String> names() {
        return AddressArbitraries.domainNameTexts();
    }

    /** Texts near the grammar: pieces of addresses, in any order. */
    @Provide
    Arbitrary<String> nearMisses() {
        return Arbitraries.of(
                        "a",
                        "xn--",
                        "bcher-kva",
                        "-",
                        ".",
                        ":",
                        "::",
                        "[",
                        "]",
                        "0",
                        "00",
                        "1",
                        "9",
                        "255",
                        "256",
                        "993",
                        "65535",
                        "65536",
                        "ffff",
                        "12345",
                        "0x",
                        "mail",
                        "smtp",
                        "%",
                        "@",
                        "/",
                        "\\",
                        " ",
                        "\t",
                        "://",
                        "imaps",
                        "ü",
                        "ß",
                        "\u0430",
                        "א",
                        "\uff19",
                        "\u3002",
                        "\u200d",
                        "\ud83d\udca9",
                        "\ud800",
                        "\u0000")
                .list()
                .ofMaxSize(9)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> asciiNearMisses() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of(
                                        "a", "Z", "-", ".", ":", "::", "[", "]", "0", "00", "1", "9", "255", "256",
                                        "993", "65535", "65536", "ffff", "12345", "0x", "mail", "1.2.3.4", "0:0", ":1")
                                .list()
                                .ofMaxSize(9)
                                .map(pieces -> String.join("", pieces))
                                .map(host -> host + ":993")),
                Tuple.of(
                        2,
                        Arbitraries.of("0", "1:", "ab:", "ffff:", "::", ":", "1.2.3.4", "255.255.255.256", "00001")
                                .list()
                                .ofMaxSize(10)
                                .map(pieces -> "[" + String.join("", pieces) + "]:25")),
                Tuple.of(1, Arbitraries.strings().withCharRange('!', '~').ofMaxLength(12)));
    }

    @Property
    void parseIsTheInverseOfToString(@ForAll("addresses") ServerAddress address) {
        assertThat(ServerAddress.parse(address.toString())).isEqualTo(address);
        assertThat(ServerAddress.parse(address.display())).isEqualTo(address);
    }

    @Property
    void theCanonicalFormIsAsciiInLowerCase(@ForAll("addresses") ServerAddress address) {
        assertThat(address.toString()).isASCII().isEqualTo(address.toString().toLowerCase(Locale.ROOT));
    }

    @Property
    void hostsAreEqualExactlyIfTheirCanonicalFormsAre(@ForAll("hosts") Host one, @ForAll("hosts") Host other) {
        assertThat(one.equals(other)).isEqualTo(one.toString().equals(other.toString()));
        Host again = Host.parse(one.toString().toUpperCase(Locale.ROOT));
        assertThat(again).isEqualTo(one).hasSameHashCodeAs(one);
    }

    @Property
    void literalsHaveTheBytesOfTheJdk(@ForAll("hosts") Host host) throws UnknownHostException {
        if (host instanceof Ipv4Literal literal) {
            assertThat(literal.toInetAddress()).isEqualTo(InetAddress.getByName(host.toString()));
        } else if (host instanceof Ipv6Literal literal) {
            assertThat(literal.toInetAddress()).isEqualTo(InetAddress.getByName(host.toString()));
            assertThat(InetAddress.getByAddress(literal.bytes())).isEqualTo(literal.toInetAddress());
        }
    }

    @Property
    void encodedNamesAreThoseOfTheJdk(@ForAll("names") String name) {
        assertThat(DomainName.parse(name)).hasToString(IDN.toASCII(name).toLowerCase(Locale.ROOT));
    }

    @Property(tries = 2000)
    void anAsciiTextParsesExactlyIfTheReferenceSaysSo(@ForAll("asciiNearMisses") String text) {
        Optional<String> parsed = ServerAddress.tryParse(text) instanceof Parsed right
                ? Optional.of(right.address().toString())
                : Optional.empty();

        assertThat(parsed).isEqualTo(ReferenceGrammar.canonical(text));
    }

    @Property
    void anyTextIsParsedOrRefusedInTheDocumentedWay(@ForAll String text) {
        agree(text);
    }

    @Property(tries = 2000)
    void aNearMissIsParsedOrRefusedInTheDocumentedWay(@ForAll("nearMisses") String text) {
        agree(text);
    }

    /** Both entry points say the same; what is said points into the text; every suggestion parses. */
    private static void agree(String text) {
        ParsedAddress outcome = ServerAddress.tryParse(text);
        if (outcome instanceof Parsed parsed) {
            assertThat(ServerAddress.parse(text)).isEqualTo(parsed.address());
            assertThat(ServerAddress.parse(parsed.address().toString())).isEqualTo(parsed.address());
            assertThat(ServerAddress.parse(parsed.address().display())).isEqualTo(parsed.address());
            return;
        }
        Malformed malformed = (Malformed) outcome;
        MalformedAddressException thrown =
                catchThrowableOfType(MalformedAddressException.class, () -> ServerAddress.parse(text));
        assertThat(thrown.problem()).isEqualTo(malformed.problem());
        assertThat(thrown.offset()).isEqualTo(malformed.offset()).isBetween(0, text.length());
        assertThat(thrown.suggestion()).isEqualTo(malformed.suggestion());
        malformed.suggestion().ifPresent(suggestion -> {
            assertThat(ServerAddress.parse(suggestion).display()).isEqualTo(suggestion);
            assertThat(suggestion).isNotEqualTo(text.strip());
        });
    }

    @Property
    void theOffsetPointsAtACharacterThatWasPutIn(
            @ForAll("addresses") ServerAddress address, @ForAll("intruders") char intruder, @ForAll int random) {
        String right = address.toString();
        int at = Math.floorMod(random, right.length() + 1);
        String wrong = right.substring(0, at) + intruder + right.substring(at);
        // Between brackets every character is one problem: not an IPv6 address.
        boolean outside = !(address.host() instanceof Ipv6Literal) || at > right.indexOf(']');

        Malformed malformed = (Malformed) ServerAddress.tryParse(wrong);

        assertThat(malformed.offset()).isEqualTo(address.host() instanceof Ipv6Literal && at == 0 ? 0 : at);
        if (outside) {
            assertThat(malformed.problem())
                    .isEqualTo(
                            switch (intruder) {
                                case '@' -> AddressProblem.AT_SIGN;
                                case '/', '\\', '?', '#' -> AddressProblem.PATH;
                                case '_' -> AddressProblem.UNDERSCORE;
                                case '\u0000', '\u007f', '\ud800' -> AddressProblem.CONTROL_CHARACTER;
                                default -> malformed.problem();
                            });
        }
    }

    @Provide
    Arbitrary<Character> intruders() {
        return Arbitraries.of('@', '/', '\\', '?', '#', '_', '\u0000', '\u007f', '!', '$', '\ud800', '\u200b', '"');
    }

    @Property
    void whiteSpaceAroundIsDropped(@ForAll("addresses") ServerAddress address, @ForAll("whiteSpace") String space) {
        assertThat(ServerAddress.parse(space + address + space)).isEqualTo(address);
    }

    @Provide
    Arbitrary<String> whiteSpace() {
        return Arbitraries.of(
                        ' ', '\t', '\n', '\u000b', '\f', '\r', '\u00a0', '\u1680', '\u2003', '\u2028', '\u2029',
                        '\u3000')
                .list()
                .ofMaxSize(4)
                .map(list -> list.stream().map(String::valueOf).reduce("", String::concat));
    }

    @Property
    void whatIsShownInUnicodeIsInNormalFormAndReadAlikeByTheJdk(@ForAll("anyNames") String text) {
        Host.tryParse(text).ifPresent(host -> {
            String display = host.display();
            if (!display.equals(host.toString())) {
                assertThat(Normalizer.isNormalized(display, Normalizer.Form.NFKC))
                        .isTrue();
                assertThat(display).isEqualTo(display.toLowerCase(Locale.ROOT));
                assertThat(IDN.toASCII(display)).isEqualTo(host.toString());
                assertThat(IDN.toUnicode(host.toString())).isEqualTo(display);
            }
        });
    }

    @Provide
    Arbitrary<String> anyNames() {
        Arbitrary<String> labels = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMinLength(1).ofMaxLength(2),
                Arbitraries.strings()
                        .withCharRange('\u0080', '\u24ff')
                        .ofMinLength(1)
                        .ofMaxLength(3),
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .numeric()
                        .withChars('-')
                        .ofMinLength(1)
                        .ofMaxLength(8)
                        .map("xn--"::concat));
        return Combinators.combine(labels, labels).as((one, other) -> one + "." + other);
    }

    @Property
    void everyPortAppliesToEveryHost(@ForAll("hosts") Host host, @ForAll int port) {
        String text = host instanceof Ipv6Literal ? "[" + host + "]:" + port : host + ":" + port;

        assertThat(ServerAddress.tryParse(text) instanceof Parsed).isEqualTo(port >= 1 && port <= 65535);
    }
}
