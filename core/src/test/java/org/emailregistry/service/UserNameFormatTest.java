package org.emailregistry.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameFormatTest {
    private static final String ADDRESS = "anna@acme.example";

    @ParameterizedTest
    @CsvSource({
        "anna@acme.example,   anna@acme.example,   anna",
        "anna@ACME.example,   anna@acme.example,   anna",
        "a.smith@corp.example, a.smith@corp.example, a.smith",
        "anna@bücher.example, anna@xn--bcher-kva.example, anna",
        "anna,                anna@acme.example,   anna"
    })
    void aFormatAppliesToAnAddressAndToTheLocalPartOfTheAccount(String login, String address, String localPart) {
        assertThat(UserNameFormat.AS_TYPED.userName(login, ADDRESS)).isEqualTo(login);
        assertThat(UserNameFormat.ADDRESS.userName(login, ADDRESS)).isEqualTo(address);
        assertThat(UserNameFormat.LOCAL_PART.userName(login, ADDRESS)).isEqualTo(localPart);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXAMPLE\\anna",
                "EXAMPLE\\anna@acme.example",
                "a1234",
                "Anna",
                "@",
                "@acme.example",
                "anna@",
                "anna@acme_example!",
                "anna@acme.example@host.example",
                "an na@acme.example",
                "an\u00a0na@acme.example",
                "anna@acme.example/shared"
            })
    void anyOtherLoginIsSentAsTyped(String login) {
        for (UserNameFormat format : UserNameFormat.values()) {
            assertThat(format.userName(login, ADDRESS)).as(format.name()).isEqualTo(login);
        }
    }

    @Test
    void aLoginIsNotTheLocalPartOfWhatIsNoAddress() {
        assertThat(UserNameFormat.ADDRESS.userName("anna", "anna")).isEqualTo("anna");
        assertThat(UserNameFormat.ADDRESS.userName("anna", "anna@")).isEqualTo("anna");
    }
}
