package org.emailregistry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "anna@acme.example, anna@acme.example",
        "Anna.O'Hara+x@ACME.Example, Anna.O'Hara+x@acme.example",
        "änna@bücher.example, änna@xn--bcher-kva.example"
    })
    void anAddressKeepsItsLocalPart(String typed, String normalized) {
        assertThat(EmailAddress.normalize(typed)).contains(normalized);
        assertThat(EmailAddress.normalize("\u00a0" + typed + "\u2003\n")).contains(normalized);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "@acme.example",
                "anna@",
                "EXAMPLE\\anna@acme.example",
                "a@b@acme.example",
                "an na@acme.example",
                "a..b@acme.example",
                ".a@acme.example",
                "a.@acme.example",
                "a,b@acme.example",
                "\"a\"@acme.example",
                "a<b@acme.example",
                "a\nb@acme.example"
            })
    void whatCannotBeASenderIsNoAddress(String typed) {
        assertThat(EmailAddress.normalize(typed)).isEmpty();
    }

    @Property
    void everyAddressCanBeASender(@ForAll("typed") String typed) {
        EmailAddress.normalize(typed)
                .ifPresent(address -> assertThatCode(() -> new InternetAddress(address, true))
                        .as(address)
                        .doesNotThrowAnyException());
    }

    @Provide
    Arbitrary<String> typed() {
        Arbitrary<String> local = Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars("..\u00e4\u4f1a")
                .ofMinLength(1)
                .ofMaxLength(8);
        return local.flatMap(name -> Arbitraries.of("acme.example", "localhost", "bücher.example", "a-1.example")
                .map(domain -> name + "@" + domain));
    }

    @Test
    void aLoginIsCompletedByTheOnlyDomainAlone() {
        Optional<String> only = EmailAddress.onlyDomain(Set.of("acme.example"));
        assertThat(EmailAddress.ofLogin("anna", only)).contains("anna@acme.example");
        assertThat(EmailAddress.ofLogin("anna@other.example", only)).contains("anna@other.example");
        assertThat(EmailAddress.ofLogin("EXAMPLE\\anna", only)).isEmpty();
        assertThat(EmailAddress.ofLogin("x".repeat(65), only)).isEmpty();
        assertThat(EmailAddress.ofLogin("anna", EmailAddress.onlyDomain(Set.of())))
                .isEmpty();
        assertThat(EmailAddress.ofLogin("anna", EmailAddress.onlyDomain(Set.of("a.example", "b.example"))))
                .isEmpty();
    }
}
