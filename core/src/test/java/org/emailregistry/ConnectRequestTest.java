package org.emailregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
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
}
