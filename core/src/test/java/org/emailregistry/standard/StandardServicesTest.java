package org.emailregistry.standard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.SetupHint;
import org.emailregistry.service.StandardService;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.text.Text;
import org.junit.jupiter.api.Test;

class StandardServicesTest {
    private final List<StandardService> all = StandardServices.all();
    private final List<StandardService> common = StandardServices.common();

    @Test
    void aboutADozenAreCommonAndTheyComeFirst() {
        assertThat(common).hasSize(12).isEqualTo(all.subList(0, 12));
        assertThat(common)
                .extracting(StandardService::name)
                .startsWith("Gmail")
                .contains("Gmail", "Yahoo", "Outlook", "Office 365");
    }

    @Test
    void idsAndFoldedNamesAreUnique() {
        assertThat(all).extracting(StandardService::id).doesNotHaveDuplicates();
        assertThat(all).extracting(s -> Text.folded(s.name())).doesNotHaveDuplicates();
    }

    @Test
    void idsAreReadable() {
        assertThat(all).extracting(s -> s.id().value()).allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    /** Credentials go where an id points: the hosts of a release are those of every later one, and security only rises. */
    @Test
    void noIdEverPointsElsewhere() throws IOException {
        List<String> released;
        try (var in = requireNonNull(StandardServicesTest.class.getResourceAsStream("destinations.txt"))) {
            released = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }

        assertThat(released).hasSameSizeAs(all);
        for (String line : released) {
            String[] parts = line.split(" ", -1);
            ServerSettings servers = service(parts[0]).servers();
            assertThat(servers.smtp().address().host()).as(line).hasToString(parts[1]);
            assertThat(servers.smtp().security()).as(line).isGreaterThanOrEqualTo(ConnectionSecurity.valueOf(parts[2]));
            assertThat(servers.imap().address().host()).as(line).hasToString(parts[3]);
            assertThat(servers.imap().security()).as(line).isGreaterThanOrEqualTo(ConnectionSecurity.valueOf(parts[4]));
        }
    }

    @Test
    void everyDomainBelongsToOneServiceAndIsCanonical() {
        Map<String, String> owners = new HashMap<>();
        for (StandardService service : all) {
            for (String domain : service.domains()) {
                assertThat(owners.put(domain, service.id().value())).as(domain).isNull();
                assertThat(domain).isEqualTo(domain.toLowerCase(Locale.ROOT)).contains(".");
            }
        }
        assertThat(owners).containsEntry("gmail.com", "gmail").containsEntry("outlook.com.br", "outlook");
        assertThat(owners).hasSizeGreaterThan(600);
    }

    @Test
    void everyConnectionIsEncryptedAndGoesToANameOnItsUsualPort() {
        for (StandardService service : all) {
            MailServer smtp = service.servers().smtp();
            MailServer imap = service.servers().imap();
            assertThat(Stream.of(smtp, imap))
                    .as(service.name())
                    .allMatch(s -> s.security().encrypted());
            assertThat(smtp.address().port()).as(service.name()).isIn(465, 587);
            assertThat(imap.address().port()).as(service.name()).isIn(143, 993);
            assertThat(smtp.address().host().toString()).contains(".");
            assertThat(imap.address().host().toString()).contains(".");
        }
    }

    @Test
    void theRecommendedPolicyHasNothingToSayAboutAnyOfThem() {
        ConnectionPolicy policy = ConnectionPolicy.recommended();

        for (StandardService service : all) {
            for (Origin origin : Origin.values()) {
                assertThat(policy.review(service.servers(), origin))
                        .as(service.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void theFormOfTheUserNameMayDifferBetweenTheServersOfOneService() {
        StandardService icloud = service("icloud");

        assertThat(icloud.servers().imap().userNameFormat()).isEqualTo(UserNameFormat.LOCAL_PART);
        assertThat(icloud.servers().smtp().userNameFormat()).isEqualTo(UserNameFormat.ADDRESS);
    }

    @Test
    void whoTakesTokensSaysWhereTheyComeFrom() {
        for (StandardService service : all) {
            assertThat(service.oauth2().isPresent())
                    .as(service.name())
                    .isEqualTo(service.authenticationMethods().contains(AuthenticationMethod.OAUTH2));
            service.oauth2().ifPresent(oauth2 -> assertThat(oauth2.scopes()).isNotEmpty());
        }
        assertThat(service("outlook").authenticationMethods()).containsExactly(AuthenticationMethod.OAUTH2);
        assertThat(service("office365").authenticationMethods()).containsExactly(AuthenticationMethod.OAUTH2);
        assertThat(service("gmail").authenticationMethods())
                .containsExactly(AuthenticationMethod.PASSWORD, AuthenticationMethod.OAUTH2);
        assertThat(service("gmail").oauth2().orElseThrow().scopes()).containsExactly("https://mail.google.com/");
        // Its SMTP server takes passwords only, so tokens alone would not connect a mailbox.
        assertThat(service("mail-ru").authenticationMethods()).containsExactly(AuthenticationMethod.PASSWORD);
    }

    @Test
    void hintsAgreeWithTheWaysOfSigningIn() {
        for (StandardService service : all) {
            List<SetupHint.Code> codes =
                    service.setup().stream().map(SetupHint::code).toList();
            assertThat(codes).as(service.name()).doesNotHaveDuplicates();
            assertThat(codes.contains(SetupHint.Code.OAUTH2_ONLY))
                    .as(service.name())
                    .isEqualTo(!service.authenticationMethods().contains(AuthenticationMethod.PASSWORD));
            assertThat(service.setup())
                    .as(service.name())
                    .allMatch(hint -> hint.link().isPresent());
        }
        assertThat(service("gmail").setup().get(0).code()).isEqualTo(SetupHint.Code.APP_PASSWORD_IF_NOT_OAUTH);
        assertThat(service("icloud").setup().get(0).code()).isEqualTo(SetupHint.Code.APP_PASSWORD_REQUIRED);
    }

    @Test
    void everyServiceNamesItsSource() {
        Set<String> locations = new HashSet<>();
        for (StandardService service : all) {
            var source = service.source().orElseThrow();
            assertThat(source.date()).isBetween("2026-01-27", "2026-03-12");
            if (source.name().equals("Thunderbird ISPDB")) {
                assertThat(locations.add(source.location().toString()))
                        .as(service.name())
                        .isTrue();
            }
        }
        assertThat(service("gmail").source().orElseThrow().location())
                .hasToString("https://github.com/thunderbird/autoconfig/blob/"
                        + "c6ad79659b5fc321d1593ec4c277815b83e5dec5/ispdb/googlemail.com.xml");
    }

    /** Unconfirmed, half a service, a host with a placeholder, or a mode that contradicts its port. */
    @Test
    void doubtfulServicesAreLeftOut() {
        assertThat(all.stream().flatMap(s -> s.domains().stream()))
                .doesNotContain(
                        "sina.com",
                        "interia.pl",
                        "ionos.com",
                        "proton.me",
                        "rediffmail.com",
                        "inbox.lv",
                        "charter.net");
    }

    @Test
    void nobodyCanChangeTheLists() {
        assertThatThrownBy(() -> all.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> common.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> service("gmail").domains().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> service("gmail").authenticationMethods().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aMistakeInTheFileIsNotPassedOver() {
        assertThatThrownBy(() -> BundledList.parse("{}")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> BundledList.parse("[]")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> BundledList.parse("{\"format\": 2}")).isInstanceOf(IllegalStateException.class);
    }

    private StandardService service(String id) {
        return all.stream().filter(s -> s.id().value().equals(id)).findAny().orElseThrow();
    }
}
