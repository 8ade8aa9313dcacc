package org.emailregistry.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {
    /** A worker that repeats a refused login locks the mailbox at many providers. */
    @ParameterizedTest
    @EnumSource
    void noRefusedLoginIsWorthARetry(Outcome outcome) {
        boolean refused = outcome.field(MailProtocol.IMAP).equals(Optional.of(Field.PASSWORD))
                || outcome.countsTowardsSuspension()
                || outcome.suspendsAtOnce();
        if (refused || outcome.successful()) {
            assertThat(outcome.retryHelps()).isFalse();
        }
        if (outcome.remedy().equals(Optional.of(Remedy.TRY_LATER))) {
            assertThat(outcome.retryHelps()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OK, NOBODY, NOBODY",
        "RATE_LIMITED, NOBODY, NOBODY",
        "CREDENTIALS_REJECTED, USER, USER",
        "OAUTH2_REQUIRED, USER, USER",
        "TLS_EXPECTED, ADMINISTRATOR, USER",
        "CERTIFICATE_WRONG_HOST, ADMINISTRATOR, USER",
        "CERTIFICATE_UNTRUSTED, ADMINISTRATOR, ADMINISTRATOR",
        "ADDRESS_FORBIDDEN, ADMINISTRATOR, ADMINISTRATOR",
        "CERTIFICATE_EXPIRED, SERVER_OPERATOR, SERVER_OPERATOR",
        "CLIENT_NAME_REFUSED, ADMINISTRATOR, ADMINISTRATOR",
        "CLIENT_ADDRESS_BLOCKED, ADMINISTRATOR, ADMINISTRATOR",
        "SMTP_SWITCHED_OFF, SERVER_OPERATOR, SERVER_OPERATOR",
        "AUTH_NOT_OFFERED, SERVER_OPERATOR, SERVER_OPERATOR",
        "IMAP_SWITCHED_OFF, USER, USER",
        "ACCOUNT_BLOCKED, USER, USER",
        "SIGN_IN_AGAIN, USER, USER",
        "SENDER_REFUSED, USER, USER",
        "CERTIFICATE_CHAIN_INCOMPLETE, SERVER_OPERATOR, SERVER_OPERATOR",
        "CERTIFICATE_WITHOUT_NAMES, SERVER_OPERATOR, SERVER_OPERATOR",
        "UNEXPECTED, ADMINISTRATOR, ADMINISTRATOR"
    })
    void whoNamedTheServerIsResponsibleForItsSettings(Outcome outcome, Responsible ofService, Responsible ofTyped) {
        assertThat(outcome.responsible(Origin.ADMINISTRATOR)).isEqualTo(ofService);
        assertThat(outcome.responsible(Origin.USER)).isEqualTo(ofTyped);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "LOOKUP_BUSY", "REFUSED", "UNEXPECTED", "TEMPORARILY_UNAVAILABLE"})
    void whatSaysNothingAboutAServerIsWorthARetry(Outcome outcome) {
        assertThat(outcome.retryHelps()).isTrue();
        assertThat(outcome.countsTowardsSuspension()).isFalse();
    }

    @Test
    void onlyWrongSecretsCount() {
        assertThat(Outcome.values())
                .filteredOn(Outcome::countsTowardsSuspension)
                .containsExactlyInAnyOrder(
                        Outcome.CREDENTIALS_REJECTED,
                        Outcome.APP_PASSWORD_REQUIRED,
                        Outcome.OAUTH2_REQUIRED,
                        Outcome.PASSWORD_EXPIRED,
                        Outcome.TOKEN_REFUSED);
        assertThat(Outcome.values()).filteredOn(Outcome::suspendsAtOnce).containsExactly(Outcome.SIGN_IN_AGAIN);
    }

    @Test
    void aNameThatANewerVersionStoredIsUnexpected() {
        assertThat(Outcome.named("TIMEOUT")).isEqualTo(Outcome.TIMEOUT);
        assertThat(Outcome.named("SOMETHING_NEW")).isEqualTo(Outcome.UNEXPECTED);
    }
}
