package org.emailregistry.internal.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.LoginForm;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SignIn;
import org.emailregistry.store.CatalogVersion;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final ServiceId ACME = new ServiceId("acme");
    private static final CatalogVersion VERSION = new CatalogVersion(1, "commit");

    private static ServiceDraft draft() {
        return ServiceDraft.named("Acme")
                .smtp("smtp.acme.example:465", true)
                .imap("imap.acme.example:993", ConnectionSecurity.TLS)
                .operation("one");
    }

    @Test
    void whateverADraftSaysIsInTheTokenOfItsEditAndItsOperationIsNot() {
        List<ServiceDraft> different = List.of(
                draft(),
                draft().name("Acme 2"),
                draft().smtp("smtp.acme.example:587", true),
                draft().imap("imap.acme.example:993", ConnectionSecurity.STARTTLS),
                draft().imap("imap.acme.example", ConnectionSecurity.TLS),
                draft().imap("other.acme.example", ConnectionSecurity.TLS),
                draft().imap("imap.acme.example", ConnectionSecurity.STARTTLS),
                draft().smtp("smtp.acme.example", true),
                draft().smtp("smtp.acme.example", ConnectionSecurity.NONE),
                draft().logins(LoginForm.AS_TYPED, LoginForm.LOCAL_PART),
                draft().signIn(Set.of(SignIn.OAUTH2)),
                draft().signIn(Set.of(SignIn.OAUTH2, SignIn.PASSWORD)),
                draft().domains(Set.of("acme.example")),
                draft().trust("certificates"));

        assertThat(different)
                .extracting(draft -> Tokens.edit(ACME, VERSION, draft))
                .doesNotHaveDuplicates();
        assertThat(Tokens.edit(ACME, VERSION, draft().operation("two"))).isEqualTo(Tokens.edit(ACME, VERSION, draft()));
        assertThat(Tokens.addition(draft().operation("two"))).isNotEqualTo(Tokens.addition(draft()));
    }

    @Test
    void factsThatFollowEachOtherAreToldApart() {
        assertThat(Tokens.attachment(new ServiceId("acme1"), new CatalogVersion(0, "x")))
                .isNotEqualTo(Tokens.attachment(ACME, new CatalogVersion(10, "x")))
                .isNotEqualTo(Tokens.attachment(ACME, new CatalogVersion(10, "y")));
    }
}
