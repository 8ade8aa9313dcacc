package org.emailregistry.store.contract;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.emailregistry.address.DomainName;
import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv4Literal;
import org.emailregistry.address.Ipv6Literal;
import org.emailregistry.address.ServerAddress;

/** Arbitrary addresses of servers, for property-based tests. */
public final class AddressArbitraries {
    private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private AddressArbitraries() {}

    /** Hosts of all kinds. */
    public static Arbitrary<Host> hosts() {
        return Arbitraries.oneOf(domainNames(), ipv4Literals(), ipv6Literals());
    }

    /** Addresses of all kinds, with ports from 1 to 65535. */
    public static Arbitrary<ServerAddress> serverAddresses() {
        return Combinators.combine(hosts(), ports()).as(ServerAddress::new);
    }

    /** Ports, the usual ones of mail among them. */
    public static Arbitrary<Integer> ports() {
        return Arbitraries.oneOf(
                Arbitraries.of(25, 143, 465, 587, 993), Arbitraries.integers().between(1, 65535));
    }

    /** Names of one to six labels, some of them beyond ASCII, the longest ones included. */
    public static Arbitrary<DomainName> domainNames() {
        return domainNameTexts().map(DomainName::parse);
    }

    /** Names as people may type them: not always canonical, but always right. */
    public static Arbitrary<String> domainNameTexts() {
        Arbitrary<String> ascii = Combinators.combine(asciiLabels().list().ofMaxSize(4), lastLabels())
                .as((labels, last) -> labels.isEmpty() ? last : String.join(".", labels) + "." + last);
        Arbitrary<String> unicode = Combinators.combine(unicodeLabels(), lastLabels())
                .as((first, last) -> first + "." + last.toLowerCase(Locale.ROOT));
        return Arbitraries.frequencyOf(Tuple.of(4, ascii), Tuple.of(1, unicode));
    }

    /** IPv4 addresses. */
    public static Arbitrary<Ipv4Literal> ipv4Literals() {
        return Arbitraries.integers().map(Ipv4Literal::new);
    }

    /** IPv6 addresses, with many zeros and IPv4-mapped ones among them. */
    public static Arbitrary<Ipv6Literal> ipv6Literals() {
        Arbitrary<Integer> groups = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.just(0xffff)),
                Tuple.of(3, Arbitraries.integers().between(0, 0xffff)));
        Arbitrary<Long> halves = groups.list()
                .ofSize(4)
                .map(four ->
                        four.stream().mapToLong(Integer::longValue).reduce(0, (half, group) -> (half << 16) | group));
        return Combinators.combine(halves, halves).as(Ipv6Literal::new);
    }

    private static Arbitrary<String> asciiLabels() {
        Arbitrary<String> edge = Arbitraries.strings()
                .withChars(LETTERS_AND_DIGITS)
                .ofMinLength(1)
                .ofMaxLength(3);
        Arbitrary<String> inner =
                Arbitraries.strings().withChars(LETTERS_AND_DIGITS + "ABCXYZ--").ofMaxLength(42);
        // No hyphens in third and fourth place: such a label would have to encode another.
        return Combinators.combine(edge, inner, edge)
                .as((first, middle, last) -> first + middle + last)
                .map(label -> label.startsWith("--", 2) ? "a" + label.replace('-', 'a') : label);
    }

    private static Arbitrary<String> lastLabels() {
        return Combinators.combine(
                        Arbitraries.strings().withCharRange('a', 'z').ofLength(1),
                        Arbitraries.strings().withChars(LETTERS_AND_DIGITS).ofMaxLength(12))
                .as(String::concat);
    }

    private static Arbitrary<String> unicodeLabels() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("äöüéèñçåøabcxyz019")
                        .ofMinLength(1)
                        .ofMaxLength(20),
                Arbitraries.strings().withCharRange('а', 'я').ofMinLength(1).ofMaxLength(12),
                Arbitraries.strings().withCharRange('一', '龥').ofMinLength(1).ofMaxLength(8),
                Arbitraries.strings().withCharRange('א', 'ת').ofMinLength(1).ofMaxLength(10));
    }
}
