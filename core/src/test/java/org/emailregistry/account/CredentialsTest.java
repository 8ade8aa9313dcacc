package org.emailregistry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u00a0\u200b\t", "a\nb", "a\rb", "a\0b", "a\ud800", "\udc00a"})
    void aLoginThatNoServerShallSeeIsRefusedByItsField(@Nullable String login) {
        Problem.Code code =
                login == null || Text.isBlank(login) ? Problem.Code.MISSING : Problem.Code.FORBIDDEN_CHARACTER;
        assertRefused(Field.LOGIN, code, () -> Credentials.password(login, Secret.of("x")));
        assertRefused(Field.LOGIN, code, () -> Credentials.external(login));
    }

    @ParameterizedTest
    @ValueSource(strings = {" anna", "anna\t", "\n anna \r\n", "\u00a0anna\u2003", "\ufeffanna\u200b", "\u3000anna"})
    void blanksAroundALoginGo(String login) {
        assertThat(Credentials.external(login).login()).isEqualTo("anna");
        try (Credentials password = Credentials.password(login, Secret.of("x"))) {
            assertThat(password.login()).isEqualTo("anna");
        }
        assertThat(new Credentials.External("an na").login()).isEqualTo("an na");
        Credentials.external(" ".repeat(9) + "x".repeat(320));
    }

    @Test
    void aLoginThatIsTooLongIsRefused() {
        Credentials.external("x".repeat(320));
        assertRefused(Field.LOGIN, Problem.Code.TOO_LONG, () -> Credentials.external("x".repeat(321)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a\nb", "a\rb", "a\0b", "a\ud800", "\udc00a"})
    void aPasswordThatNoServerShallSeeIsRefusedByItsField(@Nullable String password) {
        Problem.Code code =
                password == null || password.isEmpty() ? Problem.Code.MISSING : Problem.Code.FORBIDDEN_CHARACTER;
        assertRefused(
                Field.PASSWORD,
                code,
                () -> Credentials.password("anna", password == null ? null : Secret.of(password)));
    }

    private static void assertRefused(
            Field field, Problem.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MalformedCredentialsException.class, e -> {
            assertThat(e.problem().field()).isEqualTo(field);
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().message()).startsWith(field == Field.LOGIN ? "The login" : "The password");
            assertThat(e).hasMessageStartingWith(field.name());
        });
    }

    @Test
    void closingCredentialsClosesTheSecretAndNothingPrintsIt() {
        Secret secret = Secret.of("opensesame");
        try (Credentials credentials = Credentials.password("anna", secret)) {
            assertThat(credentials.toString()).doesNotContain("opensesame").contains("anna");
            assertThat(credentials.kind()).isEqualTo(Credentials.Kind.PASSWORD);
        }
        assertThatThrownBy(() -> secret.use(String::new)).isInstanceOf(IllegalStateException.class);
    }
}
