package org.emailregistry.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.emailregistry.Administration;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.InvalidServiceException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.Secret;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people are told about the servers that they typed. */
class TypedServersTest {
    private final EmailServiceRegistry registry =
            EmailServiceRegistry.builder(new InMemoryRegistryStore()).build();
    private final Administration admin = registry.administration("admin");

    @AfterEach
    void close() {
        registry.close();
    }

    private static ServiceDraft draft(String smtp, String imap) {
        return ServiceDraft.named("Acme").withSmtp(smtp, true).withImap(imap, ConnectionSecurity.TLS);
    }

    private List<Problem> refused(ConnectRequest request) {
        List<Problem> seen = new ArrayList<>();
        assertThatThrownBy(() -> registry.accounts().connect(new UserId("anna"), request))
                .isInstanceOfSatisfying(InvalidRequestException.class, e -> seen.addAll(e.problems()));
        return seen;
    }

    @Test
    void aServerThatCannotBeReadIsToldWithItsPlaceAndWhatWasPerhapsMeant() {
        List<Problem> problems = admin.review(draft("https://smtp.acme.example:465", " "));

        assertThat(problems)
                .extracting(Problem::field, Problem::code)
                .containsExactly(
                        tuple(Field.SMTP_SERVER, Problem.Code.ADDRESS_MALFORMED),
                        tuple(Field.IMAP_SERVER, Problem.Code.MISSING));
        Problem smtp = problems.get(0);
        assertThat(smtp.details()).containsEntry("offset", "6").containsEntry("suggestion", "smtp.acme.example:465");
        assertThat(smtp.message())
                .isEqualTo("The SMTP server is not host:port (" + smtp.details().get("problem")
                        + " at character 7). Perhaps smtp.acme.example:465?");
    }

    @Test
    void aRefusalNamesTheFieldOfEachErrorAndNothingElse() {
        assertThatThrownBy(() -> admin.add(
                        draft("smtp.acme.example:25", "imap.acme.example:x").withName("")))
                .isInstanceOfSatisfying(
                        InvalidServiceException.class,
                        e -> assertThat(e.getMessage())
                                .isEqualTo(String.join(
                                        " ",
                                        e.problems().stream()
                                                .filter(Problem::isError)
                                                .map(p -> p.field() + ": " + p.message())
                                                .toList()))
                                .contains("NAME: ", "IMAP_SERVER: "));
    }

    @Test
    void eachOfTwoForbiddenAddressesIsToldByItsField() {
        assertThat(refused(ConnectRequest.manual(Credentials.password("anna", Secret.of("x")))
                        .withSmtp("192.168.0.1:465", ConnectionSecurity.TLS)
                        .withImap("[fd00::1]:993", ConnectionSecurity.TLS)))
                .filteredOn(p -> p.code() == Problem.Code.ADDRESS_FORBIDDEN)
                .extracting(Problem::field)
                .containsExactly(Field.SMTP_SERVER, Field.IMAP_SERVER);
    }

    @Test
    void aMissingOrMalformedAddressIsToldTogetherWithTheServers() {
        ConnectRequest request = ConnectRequest.manual(Credentials.password("anna", Secret.of("x")))
                .withSmtp("smtp.home.example", ConnectionSecurity.TLS)
                .withImap("", ConnectionSecurity.TLS);
        assertThat(refused(request))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(Field.ADDRESS, Field.SMTP_SERVER, Field.IMAP_SERVER);
        assertThat(refused(request.withAddress("anna").withSmtpLogin("")))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(Field.ADDRESS, Field.LOGIN_FOR_SMTP, Field.SMTP_SERVER, Field.IMAP_SERVER);
    }

    @Test
    void tokensAreNoWayToSignInWhereThereIsNoSourceOfThem() {
        assertThat(refused(ConnectRequest.manual(Credentials.external("anna@home.example"))
                        .withSmtp("smtp.home.example:465", true)
                        .withImap("imap.home.example:993", ConnectionSecurity.TLS)))
                .extracting(Problem::code)
                .contains(Problem.Code.AUTHENTICATION_METHOD_NOT_OFFERED);
    }
}
