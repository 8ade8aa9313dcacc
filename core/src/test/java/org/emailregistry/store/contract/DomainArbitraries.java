package org.emailregistry.store.contract;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;

/** Arbitraries of the domain, for the contract and for the property-based tests of host applications. */
public final class DomainArbitraries {
    private DomainArbitraries() {}

    /** Names that a service may have: of several scripts, up to 100 characters. */
    public static Arbitrary<String> serviceNames() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withCharRange('\u00c0', '\u017f')
                .withCharRange('\u0410', '\u044f')
                .withCharRange('\u4e00', '\u4e80')
                .withChars(" .-_&()/'")
                .ofMinLength(1)
                .ofMaxLength(100)
                .filter(name -> !name.isBlank());
    }

    /** Names that no service may have, and why. */
    public static Arbitrary<Tuple.Tuple2<String, Problem.Code>> invalidServiceNames() {
        return Arbitraries.oneOf(
                Arbitraries.of("", " ", "\t", "\u00a0", "\u3000", "\u200b")
                        .map(name -> Tuple.of(name, Problem.Code.MISSING)),
                Arbitraries.integers()
                        .between(101, 400)
                        .map(length -> Tuple.of("x".repeat(length), Problem.Code.TOO_LONG)),
                Combinators.combine(
                                serviceNames().filter(name -> name.length() < 99),
                                Arbitraries.of(
                                        "\0", "\n", "\r", "\u007f", "\u0085", "\ud800", "\udc00", "\uffff", "\u0378"))
                        .as((name, bad) -> Tuple.of("x" + name + bad, Problem.Code.FORBIDDEN_CHARACTER)));
    }

    /** Users, few enough to meet each other. */
    public static Arbitrary<UserId> users() {
        return Arbitraries.of("anna", "ben", "chloé", "дмитрий").map(UserId::new);
    }

    /** Drafts that can become services, by the recommended policy without a warning. */
    public static Arbitrary<ServiceDraft> drafts() {
        return Combinators.combine(serviceNames(), hosts(), hosts(), Arbitraries.of(true, false), imapModes())
                .as((name, smtp, imap, implicit, mode) -> ServiceDraft.named(name)
                        .withSmtp(smtp + (implicit ? ":465" : ":587"), true)
                        .withImap(imap + (mode == ConnectionSecurity.TLS ? ":993" : ":143"), mode));
    }

    private static Arbitrary<ConnectionSecurity> imapModes() {
        return Arbitraries.of(ConnectionSecurity.TLS, ConnectionSecurity.STARTTLS);
    }

    private static Arbitrary<String> hosts() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(label -> "mail." + label + ".example");
    }
}
