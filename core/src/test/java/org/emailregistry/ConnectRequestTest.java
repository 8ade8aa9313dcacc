package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceId;
import org.junit.jupiter.api.Test;

class ConnectRequestTest {
    @Test
    void closingARequestWipesItsPasswordWhichItNeverPrints() {
        Secret secret = Secret.of("opensesame");
        try (var request = ConnectRequest.toService(new ServiceId("acme"), Credentials.password("anna", secret))) {
            assertThat(request.toString()).contains("acme", "anna").doesNotContain("opensesame");
            assertThat(request.withAddress("anna@acme.example").toString()).contains("anna@acme.example");
        }
        assertThatThrownBy(() -> secret.use(String::new)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsNullIsNotGivenAndBlanksAroundTheRestGo() {
        ConnectRequest request = ConnectRequest.toService(new ServiceId("acme"), Credentials.external(" anna "));
        assertThat(request.withAddress("x").withAddress(null).address()).isEmpty();
        assertThat(request.withAddress("\u00a0anna@acme.example\n").address()).contains("anna@acme.example");
        assertThat(request.withAddress(" ").address()).contains("");
        assertThat(request.withSmtpLogin("x").withSmtpLogin(null).smtpLogin()).isEmpty();
        assertThat(request.withSmtpLogin("\tsender\u2003").smtpLogin()).contains("sender");
        assertThat(request.withSmtpLogin(" ").smtpLogin()).contains("");
        assertThat(request.withSmtpLogin(" anna").smtpLogin())
                .as("the same login is not a separate one")
                .isEmpty();
        ConnectRequest all = request.withSmtpLogin("sender").withAddress("a@b.example");
        assertThat(all.withId(new AccountId("1")).smtpLogin()).contains("sender");
        assertThat(all.withId(new AccountId("1")).address()).contains("a@b.example");
    }

    @Test
    void serversAreTypedForManualEntryOnlyAndInAnyOrder() {
        Credentials credentials = Credentials.external("anna");
        ConnectRequest typed = ConnectRequest.manual(credentials)
                .withImap("imap.acme.example:993", ConnectionSecurity.TLS)
                .withSmtp("smtp.acme.example:587", true);
        assertThat(typed.choice()).isInstanceOfSatisfying(ConnectRequest.Choice.Manual.class, manual -> {
            assertThat(manual.smtp().security()).contains(ConnectionSecurity.STARTTLS);
            assertThat(manual.imap().text()).isEqualTo("imap.acme.example:993");
        });
        ConnectRequest listed = ConnectRequest.toService(new ServiceId("acme"), credentials);
        assertThatThrownBy(() -> listed.withSmtp("smtp.acme.example:587", true))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> listed.withImap("imap.acme.example:993", ConnectionSecurity.TLS))
                .isInstanceOf(IllegalStateException.class);
    }
}
