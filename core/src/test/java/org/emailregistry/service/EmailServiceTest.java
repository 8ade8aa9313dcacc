package org.emailregistry.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.address.ServerAddress;
import org.junit.jupiter.api.Test;

class EmailServiceTest {
    private static MailServer server(String address) {
        return new MailServer(ServerAddress.parse(address), ConnectionSecurity.TLS, UserNameFormat.AS_TYPED);
    }

    private static EmailService with(Set<AuthenticationMethod> methods) {
        return new EmailService(
                new ServiceId("acme"),
                "Acme",
                EmailService.Kind.CORPORATE,
                new ServerSettings(server("smtp.acme.example:465"), server("imap.acme.example:993")),
                methods,
                false,
                1,
                Optional.empty(),
                Set.of());
    }

    @Test
    void aServiceHasAtLeastOneAuthenticationMethodWhateverTheKindOfTheSet() {
        assertThatThrownBy(() -> with(Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(EnumSet.noneOf(AuthenticationMethod.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
