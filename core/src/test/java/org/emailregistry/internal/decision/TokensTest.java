package org.emailregistry.internal.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.store.CatalogVersion;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final ServiceId ACME = new ServiceId("acme");
    private static final CatalogVersion VERSION = new CatalogVersion(1, "commit");

    private static ServiceDraft draft() {
        return ServiceDraft.named("Acme")
                .withSmtp("smtp.acme.example:465", true)
                .withImap("imap.acme.example:993", ConnectionSecurity.TLS)
                .withOperation("one");
    }

    @Test
    void whateverADraftSaysIsInTheTokenOfItsEditAndItsOperationIsNot() {
        List<ServiceDraft> different = List.of(
                draft(),
                draft().withName("Acme 2"),
                draft().withSmtp("smtp.acme.example:587", true),
                draft().withImap("imap.acme.example:993", ConnectionSecurity.STARTTLS),
                draft().withImap("imap.acme.example", ConnectionSecurity.TLS),
                draft().withImap("other.acme.example", ConnectionSecurity.TLS),
                draft().withImap("imap.acme.example", ConnectionSecurity.STARTTLS),
                draft().withSmtp("smtp.acme.example", true),
                draft().withSmtp("smtp.acme.example", ConnectionSecurity.NONE),
                draft().withUserNameFormats(UserNameFormat.AS_TYPED, UserNameFormat.LOCAL_PART),
                draft().withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2)),
                draft().withAuthenticationMethods(Set.of(AuthenticationMethod.OAUTH2, AuthenticationMethod.PASSWORD)),
                draft().withDomains(Set.of("acme.example")),
                draft().withTrustedCertificates("certificates"));

        assertThat(different)
                .extracting(draft -> Tokens.edit(ACME, VERSION, draft))
                .doesNotHaveDuplicates();
        assertThat(Tokens.edit(ACME, VERSION, draft().withOperation("two")))
                .isEqualTo(Tokens.edit(ACME, VERSION, draft()));
        assertThat(Tokens.addition(draft().withOperation("two"))).isNotEqualTo(Tokens.addition(draft()));
    }

    @Test
    void factsThatFollowEachOtherAreToldApart() {
        assertThat(Tokens.attachment(new ServiceId("acme1"), new CatalogVersion(0, "x")))
                .isNotEqualTo(Tokens.attachment(ACME, new CatalogVersion(10, "x")))
                .isNotEqualTo(Tokens.attachment(ACME, new CatalogVersion(10, "y")));
    }
}
