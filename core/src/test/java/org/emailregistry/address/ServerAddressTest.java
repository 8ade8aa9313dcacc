package org.emailregistry.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import java.util.Optional;
import org.emailregistry.address.AddressTable.Accepted;
import org.emailregistry.address.AddressTable.Refused;
import org.emailregistry.address.ParsedAddress.Kind;
import org.emailregistry.address.ParsedAddress.Malformed;
import org.emailregistry.address.ParsedAddress.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerAddressTest {
    @ParameterizedTest
    @MethodSource("org.emailregistry.address.AddressTable#accepted")
    void acceptsWhatTheGrammarAllows(Accepted row) {
        ServerAddress address = ServerAddress.parse(row.text());

        assertThat(address).hasToString(row.canonical());
        assertThat(address.display()).isEqualTo(row.display());
        assertThat(ServerAddress.tryParse(row.text())).isEqualTo(new Parsed(address));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.address.AddressTable#accepted")
    void canonicalAndDisplayedFormsParseToTheSameAddress(Accepted row) {
        ServerAddress address = ServerAddress.parse(row.text());

        assertThat(ServerAddress.parse(address.toString())).isEqualTo(address).hasSameHashCodeAs(address);
        assertThat(ServerAddress.parse(address.display())).isEqualTo(address);
        assertThat(Host.parse(address.host().toString())).isEqualTo(address.host());
        assertThat(Host.parse(address.host().display())).isEqualTo(address.host());
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.address.AddressTable#refused")
    void refusesEverythingElseAndSaysWhatAndWhere(Refused row) {
        assertThat(ServerAddress.tryParse(row.text()))
                .isEqualTo(new Malformed(row.problem(), row.offset(), row.suggestion()));
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.address.AddressTable#refused")
    void parseThrowsWhatTryParseReturns(Refused row) {
        MalformedAddressException refused =
                catchThrowableOfType(MalformedAddressException.class, () -> ServerAddress.parse(row.text()));

        assertThat(refused.problem()).isEqualTo(row.problem());
        assertThat(refused.offset()).isEqualTo(row.offset());
        assertThat(refused.suggestion()).isEqualTo(row.suggestion());
        assertThat(refused).hasMessageContaining(row.problem().message());
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.address.AddressTable#refused")
    void offsetsCountTheWhiteSpaceBefore(Refused row) {
        if (row.text() != null) {
            assertThat(ServerAddress.tryParse(" \u3000\t" + row.text()))
                    .isEqualTo(new Malformed(row.problem(), row.offset() + 3, row.suggestion()));
        }
    }

    @ParameterizedTest
    @MethodSource("org.emailregistry.address.AddressTable#accepted")
    void whiteSpaceBeforeChangesNothing(Accepted row) {
        assertThat(ServerAddress.parse(" \u3000\t" + row.text())).isEqualTo(ServerAddress.parse(row.text()));
    }

    @Test
    void anExceptionDoesNotRepeatThePassword() {
        MalformedAddressException refused = catchThrowableOfType(
                MalformedAddressException.class, () -> ServerAddress.parse("imaps://joe:hunter2@imap.acme.example/"));

        assertThat(refused.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void theTurkishLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            AddressTable.accepted().forEach(this::acceptsWhatTheGrammarAllows);
            AddressTable.accepted().forEach(this::canonicalAndDisplayedFormsParseToTheSameAddress);
            AddressTable.refused().forEach(this::refusesEverythingElseAndSaysWhatAndWhere);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void suggestsTheDefaultPortThatTheCallerNames() {
        assertThat(ServerAddress.tryParse("mail.acme.example", 587))
                .isEqualTo(new Malformed(AddressProblem.PORT_MISSING, 17, Optional.of("mail.acme.example:587")));
        assertThat(ServerAddress.tryParse("ssl://mail.acme.example", 465))
                .isEqualTo(new Malformed(AddressProblem.SCHEME, 4, Optional.of("mail.acme.example:465")));
        assertThat(ServerAddress.tryParse("mail.acme.example:993", 587).kind()).isEqualTo(Kind.PARSED);
        assertThat(ServerAddress.tryParse("mail.acme.example", 1))
                .hasToString(ServerAddress.tryParse("mail.acme.example", 65535)
                        .toString()
                        .replace("65535", "1"));
    }

    @Test
    void refusesADefaultPortThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.tryParse("mail.acme.example", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.tryParse("mail.acme.example", 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.tryParse("mail.acme.example", -1));
    }

    @Test
    void theConstructorRefusesWhatIsNoAddress() {
        Host host = Host.parse("imap.acme.example");

        assertThat(new ServerAddress(host, 1)).hasToString("imap.acme.example:1");
        assertThat(new ServerAddress(host, 65535)).hasToString("imap.acme.example:65535");
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerAddress(host, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerAddress(host, 65536));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerAddress(host, -1));
        assertThatNullPointerException().isThrownBy(() -> new ServerAddress(missing(), 993));
    }

    @Test
    void outcomesRefuseMissingParts() {
        assertThatNullPointerException().isThrownBy(() -> new Parsed(missing()));
        assertThatNullPointerException().isThrownBy(() -> new Malformed(missing(), 0, Optional.empty()));
        assertThatNullPointerException().isThrownBy(() -> new Malformed(AddressProblem.MISSING, 0, missing()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Malformed(AddressProblem.MISSING, -1, Optional.empty()));
        assertThat(new Malformed(AddressProblem.MISSING, 0, Optional.empty()).kind())
                .isEqualTo(Kind.MALFORMED);
    }

    @Test
    void aHundredKilobytesOfAnythingAreRefusedInOneGo() {
        for (String part :
                new String[] {"a", "a.", "9", ":", "[", "ü", "ü.", " ", "xn--", "/", "@", "\u0301", "-", "x "}) {
            assertThat(ServerAddress.tryParse(part.repeat(100_000 / part.length())))
                    .as("many times \"%s\"", part)
                    .isInstanceOfSatisfying(
                            Malformed.class,
                            malformed -> assertThat(malformed.suggestion()).isEmpty());
        }
    }

    @Test
    void aLongTextIsNotGuessedAt() {
        String name = "a.".repeat(100) + "example";
        String path = "/" + "x".repeat(512 - name.length() - 1);

        assertThat(ServerAddress.tryParse("   " + name + path))
                .extracting("suggestion")
                .isEqualTo(Optional.of(name + ":993"));
        assertThat(ServerAddress.tryParse(name + path)).extracting("suggestion").isEqualTo(Optional.of(name + ":993"));
        assertThat(ServerAddress.tryParse(name + path + "x"))
                .extracting("suggestion")
                .isEqualTo(Optional.empty());
    }

    @Test
    void everyProblemHasItsOwnWords() {
        assertThat(AddressProblem.values())
                .extracting(AddressProblem::message)
                .doesNotHaveDuplicates()
                .allSatisfy(message -> assertThat(message).isNotBlank());
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T missing() {
        return null;
    }
}
