package org.emailregistry.autoconfig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.autoconfig.AutoconfigProblem.Code;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.UserNameFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class AutoconfigTest {
    private static final String IMAP = """
            <incomingServer type="imap">
              <hostname>imap.acme.example</hostname><port>993</port><socketType>SSL</socketType>
              <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
            </incomingServer>
            """;
    private static final String SMTP = """
            <outgoingServer type="smtp">
              <hostname>smtp.acme.example</hostname><port>465</port><socketType>SSL</socketType>
              <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
            </outgoingServer>
            """;

    @Test
    void aPlainDocumentBecomesADraft() {
        AutoconfigImport read = read(IMAP + SMTP);

        assertThat(read.problems()).isEmpty();
        assertThat(read.drafts()).hasSize(1);
        ServiceDraft draft = read.drafts().get(0);
        assertThat(draft.domains()).containsExactly("acme.example");
        assertThat(draft.name()).isEqualTo("Acme Mail");
        assertThat(draft.authenticationMethods()).containsExactly(AuthenticationMethod.PASSWORD);
        assertThat(draft.servers())
                .contains(new ServerSettings(
                        server("smtp.acme.example:465", ConnectionSecurity.TLS, UserNameFormat.ADDRESS),
                        server("imap.acme.example:993", ConnectionSecurity.TLS, UserNameFormat.ADDRESS)));
    }

    @Test
    void theBestProtectedServerIsProposedAndTheFirstAmongEquals() {
        AutoconfigImport read = read(server("incoming", "imap", "a.example", "143", "plain")
                + server("incoming", "imap", "b.example", "143", "STARTTLS")
                + server("incoming", "imap", "c.example", "993", "SSL")
                + server("incoming", "imap", "d.example", "993", "SSL")
                + SMTP);

        assertThat(onlyDraft(read).imap().text()).isEqualTo("c.example:993");
        assertThat(codes(read)).containsExactly(Code.ALTERNATIVE, Code.ALTERNATIVE, Code.ALTERNATIVE);
        assertThat(read.problems())
                .extracting(AutoconfigProblem::path)
                .allMatch(p -> p.startsWith("/clientConfig/emailProvider[1]/incomingServer["));
        assertThat(read.problems()).allMatch(p -> p.severity() == Problem.Severity.WARNING && p.line() > 0);
    }

    @Test
    void aBrokenServerIsNotPreferredForItsProtection() {
        AutoconfigImport read = read(server("incoming", "imap", "no host", "993", "SSL")
                + server("incoming", "imap", "b.example", "143", "STARTTLS")
                + SMTP);

        assertThat(onlyDraft(read).imap().text()).isEqualTo("b.example:143");
    }

    @Test
    void otherProtocolsAreLeftOut() {
        AutoconfigImport read = read(server("incoming", "pop3", "pop.example", "995", "SSL")
                + "<incomingServer type='exchange'><ewsURL>https://e.example/</ewsURL><username>%EMAILADDRESS</username>"
                + "</incomingServer>"
                + "<incomingServer><hostname>x.example</hostname></incomingServer>"
                + server("outgoing", "imap", "i.example", "993", "SSL")
                + IMAP
                + SMTP);

        assertThat(onlyDraft(read).servers()).isPresent();
        assertThat(codes(read)).containsOnly(Code.OTHER_PROTOCOL).hasSize(4);
    }

    @Test
    void withoutImapThereIsADraftWithAGap() {
        AutoconfigImport read = read(server("incoming", "pop3", "pop.example", "995", "SSL") + SMTP);

        ServiceDraft draft = onlyDraft(read);
        assertThat(draft.smtp().text()).isEqualTo("smtp.acme.example:465");
        assertThat(draft.imap().text()).isEmpty();
        assertThat(draft.servers()).isEmpty();
        assertThat(codes(read)).containsExactly(Code.OTHER_PROTOCOL, Code.MISSING);
    }

    @Test
    void withoutAnyServerThereIsNoDraft() {
        AutoconfigImport read = read("");

        assertThat(read.drafts()).isEmpty();
        assertThat(codes(read)).containsExactly(Code.MISSING, Code.MISSING, Code.NO_SERVICE);
    }

    @Test
    void aDomainInTheHostGivesADraftForEachDomain() {
        AutoconfigImport read = Autoconfig.read(bytes("<clientConfig version='1.1'><emailProvider id='inbox.example'>"
                + "<domain>inbox.example</domain><domain>Inbox.test</domain><displayName>%EMAILDOMAIN%</displayName>"
                + server("incoming", "imap", "mail.%EMAILDOMAIN%", "993", "SSL")
                + server("outgoing", "smtp", "mail.%EMAILDOMAIN%", "465", "SSL")
                + "</emailProvider></clientConfig>"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.drafts()).extracting(ServiceDraft::name).containsExactly("inbox.example", "inbox.test");
        assertThat(read.drafts())
                .extracting(p -> p.imap().text())
                .containsExactly("mail.inbox.example:993", "mail.inbox.test:993");
        assertThat(read.drafts())
                .extracting(ServiceDraft::domains)
                .containsExactly(Set.of("inbox.example"), Set.of("inbox.test"));
    }

    @Test
    void anotherPlaceholderInTheHostIsTold() {
        AutoconfigImport read = read(server("incoming", "imap", "%EMAILLOCALPART%.example", "993", "SSL") + SMTP);

        assertThat(onlyDraft(read).servers()).isEmpty();
        assertThat(codes(read)).containsExactly(Code.PLACEHOLDER);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "%EMAILADDRESS%, ADDRESS",
                "%EMAILLOCALPART%@%EMAILDOMAIN%, ADDRESS",
                "%EMAILLOCALPART%, LOCAL_PART",
                "%EMAILADDRESS, AS_TYPED",
                "%EMAILDOMAIN%, AS_TYPED",
                "ACME\\%EMAILLOCALPART%, AS_TYPED",
                "\"\", AS_TYPED"
            })
    void patternsOfTheUserName(String pattern, UserNameFormat form) {
        AutoconfigImport read = read(IMAP.replace("%EMAILADDRESS%", pattern) + SMTP);

        assertThat(onlyDraft(read).servers().orElseThrow().imap().userNameFormat())
                .isEqualTo(form);
        assertThat(onlyDraft(read).servers().orElseThrow().smtp().userNameFormat())
                .isEqualTo(UserNameFormat.ADDRESS);
        assertThat(read.problems()).hasSize(form == UserNameFormat.AS_TYPED ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "993, imap.acme.example:993, ",
        "2143, imap.acme.example:2143, ",
        "0, imap.acme.example:0, PORT_MALFORMED",
        "65536, imap.acme.example:65536, PORT_MALFORMED",
        "-1, imap.acme.example:-1, PORT_MALFORMED",
        "imaps, imap.acme.example:imaps, PORT_MALFORMED",
        "'', imap.acme.example, MISSING"
    })
    void ports(String port, String text, Code problem) {
        AutoconfigImport read = read(IMAP.replace("993", port) + SMTP);

        assertThat(onlyDraft(read).imap().text()).isEqualTo(text);
        assertThat(codes(read)).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void anUnknownModeIsNotGuessed() {
        AutoconfigImport read =
                read(IMAP.replace("SSL", "optional") + SMTP.replace("<socketType>SSL</socketType>", ""));

        assertThat(onlyDraft(read).imap().security()).isEmpty();
        assertThat(onlyDraft(read).smtp().security()).isEmpty();
        assertThat(codes(read)).containsExactlyInAnyOrder(Code.UNKNOWN_SOCKET_TYPE, Code.MISSING);
    }

    @Test
    void whatCountsIsHowOneSignsInToBoth() {
        String both = "<authentication>OAuth2</authentication><authentication>password-cleartext</authentication>";
        String password = "<authentication>password-cleartext</authentication>";

        assertThat(onlyDraft(read(IMAP.replace(password, both) + SMTP.replace(password, both)))
                        .authenticationMethods())
                .containsExactlyInAnyOrder(AuthenticationMethod.OAUTH2, AuthenticationMethod.PASSWORD);
        assertThat(onlyDraft(read(IMAP.replace(password, both) + SMTP)).authenticationMethods())
                .containsExactly(AuthenticationMethod.PASSWORD);
        assertThat(onlyDraft(read(IMAP + SMTP.replace(password, ""))).authenticationMethods())
                .containsExactly(AuthenticationMethod.PASSWORD);

        AutoconfigImport none = read(IMAP.replace("password-cleartext", "GSSAPI") + SMTP);
        assertThat(onlyDraft(none).authenticationMethods()).isEmpty();
        assertThat(codes(none)).containsExactly(Code.UNSUPPORTED_AUTHENTICATION);
    }

    @Test
    void providersWithOneIdAreBothProposed() {
        String provider =
                "<emailProvider id='zoho.example'><displayName>NAME</displayName>" + IMAP + SMTP + "</emailProvider>";
        AutoconfigImport read = Autoconfig.read(bytes("<clientConfig version='1.1'>" + provider.replace("NAME", "US")
                + provider.replace("NAME", "EU") + "</clientConfig>"));

        assertThat(read.drafts()).extracting(ServiceDraft::name).containsExactly("US", "EU");
        assertThat(codes(read)).containsExactly(Code.DUPLICATE);
    }

    @Test
    void domainsAreCanonicalAndThoseOfRelaysAreNoDomainsOfUsers() {
        AutoconfigImport read =
                read("<domain>ACME.Example</domain><domain>XN--mller-kva.example</domain><domain>a b</domain>"
                        + "<domain purpose='mx'>mx.acme.example</domain><domain/>" + IMAP + SMTP);

        assertThat(read.drafts().get(0).domains()).containsExactly("acme.example", "xn--mller-kva.example");
        assertThat(codes(read)).containsExactly(Code.DUPLICATE, Code.DOMAIN_MALFORMED);
    }

    @Test
    void elementsThatTheFormatDoesNotKnowMeanNothing() {
        AutoconfigImport read = read("<identity><hostname>evil.example</hostname></identity>"
                + IMAP.replace("<port>", "<x><port>1</port><hostname>y</hostname></x><!-- port --><port>")
                + SMTP
                + "<documentation url='http://x/'><descr lang='en'>text</descr></documentation>");

        assertThat(read.problems()).isEmpty();
        assertThat(onlyDraft(read).servers()).isPresent();
    }

    @Test
    void theFirstOfARepeatedElementCounts() {
        AutoconfigImport read = read(IMAP.replace("<port>993</port>", "<port>993</port><port>143</port>") + SMTP);

        assertThat(onlyDraft(read).imap().text()).isEqualTo("imap.acme.example:993");
        assertThat(codes(read)).containsExactly(Code.REPEATED);
    }

    @Test
    void addressesStandForHosts() {
        AutoconfigImport read =
                read(IMAP.replace("imap.acme.example", "2001:DB8::1") + SMTP.replace("smtp.acme.example", "192.0.2.1"));

        assertThat(read.problems()).isEmpty();
        assertThat(onlyDraft(read).imap().text()).isEqualTo("[2001:db8::1]:993");
        assertThat(onlyDraft(read).smtp().text()).isEqualTo("192.0.2.1:465");
    }

    /** A real file of the ISPDB has a bare ampersand in a link behind its servers. */
    @Test
    void whatWasCompleteBeforeAnErrorIsKept() {
        AutoconfigImport read = read(IMAP + SMTP + "<documentation url='https://x.example/?a=b&lang=ko'/>");

        assertThat(onlyDraft(read).servers()).isPresent();
        assertThat(codes(read)).containsExactly(Code.NOT_WELL_FORMED);
        assertThat(read.problems().get(0).severity()).isEqualTo(Problem.Severity.ERROR);
    }

    @Test
    void anotherVersionIsTold() {
        String document = document(IMAP + SMTP);

        assertThat(codes(Autoconfig.read(bytes(document.replace("1.1", "1.2")))))
                .containsExactly(Code.UNKNOWN_VERSION);
        assertThat(codes(Autoconfig.read(bytes(document.replace(" version=\"1.1\"", "")))))
                .containsExactly(Code.UNKNOWN_VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{}",
                "<",
                "<clientConfig",
                "<clientConfig version='1.1'>",
                "<a></b>",
                "<a/>",
                "<a/><b/>",
                "<html><body>404</body></html>",
                "<clientConfig version='1.1'/>",
                "<clientConfig version='1.1'><emailProvider id='x'>",
                "<?xml version='1.0' encoding='x-unheard-of'?><clientConfig/>",
                "<?xml version='1.0' encoding='UTF-16'?><clientConfig/>",
                "<?xml version='9.9'?><clientConfig/>",
                "<clientConfig xmlns='urn:x' version='1.1'>\u0000</clientConfig>",
                "<clientConfig version='1.1'>&unknown;</clientConfig>",
                "<clientConfig version='1.1'>&#0;&#xFFFFFFFF;</clientConfig>",
                "<x:clientConfig version='1.1'/>"
            })
    void notADocument(String text) {
        AutoconfigImport read = Autoconfig.read(bytes(text));

        assertThat(read.drafts()).isEmpty();
        assertThat(read.problems()).anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }

    @Test
    void entitiesDoNotMultiply() {
        var laughs = new StringBuilder("<!DOCTYPE lolz [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
        }
        String text = laughs + "]>" + document(IMAP.replace("imap.acme.example", "&l9;") + SMTP);

        AutoconfigImport read = Autoconfig.read(bytes(text));

        assertThat(read.drafts()).isEmpty();
        assertThat(codes(read)).containsExactly(Code.DOCTYPE_FORBIDDEN, Code.NO_SERVICE);
    }

    @Test
    void nothingOutsideIsRead() {
        for (String external : List.of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>",
                "<!DOCTYPE clientConfig>")) {
            AutoconfigImport read =
                    Autoconfig.read(bytes(external + document(IMAP.replace("imap.acme", "&e;") + SMTP)));

            assertThat(read.drafts()).as(external).isEmpty();
            assertThat(codes(read)).as(external).contains(Code.DOCTYPE_FORBIDDEN);
        }
        assertThat(read("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>" + IMAP
                                + SMTP)
                        .problems())
                .isEmpty();
    }

    @Test
    void sizesAreBounded() {
        assertThat(codes(Autoconfig.read(new byte[AutoconfigReader.MAXIMUM_BYTES + 1])))
                .contains(Code.TOO_LARGE);
        assertThat(codes(read("<a>".repeat(100_000)))).contains(Code.TOO_LARGE);
        assertThat(codes(read("<a/>".repeat(100_000)))).contains(Code.TOO_LARGE);
        assertThat(codes(read("<domain>" + "a".repeat(900_000) + "</domain>"))).contains(Code.TOO_LARGE);
        assertThat(codes(read(IMAP.replace("\"imap\"", "\"" + "i".repeat(500_000) + "\""))))
                .contains(Code.TOO_LARGE);
        var attributes = new StringBuilder("<x");
        for (int i = 0; i < 60_000; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        assertThat(read(attributes + "/>" + IMAP + SMTP).problems()).isNotEmpty();
        assertThat(read("<a" + "b".repeat(900_000) + "/>" + IMAP + SMTP)).isNotNull();
    }

    @Test
    void thousandsOfProvidersGiveAHundredDraftsAndATruthfulProblem() {
        String provider =
                "<emailProvider><displayName>n</displayName><incomingServer type='imap'><hostname>h</hostname>"
                        + "</incomingServer></emailProvider>";
        AutoconfigImport read =
                Autoconfig.read(bytes("<clientConfig version='1.1'>" + provider.repeat(4_000) + "</clientConfig>"));

        assertThat(read.drafts()).hasSize(100);
        assertThat(read.problems()).hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void encodings() {
        String text = document(IMAP + SMTP).replace("Acme Mail", "Müller");

        assertThat(onlyDraft(Autoconfig.read(("\ufeff" + text).getBytes(UTF_8))).name())
                .isEqualTo("Müller");
        assertThat(onlyDraft(Autoconfig.read(text.getBytes(UTF_16))).name()).isEqualTo("Müller");
        assertThat(onlyDraft(Autoconfig.read(
                                ("<?xml version='1.0' encoding='ISO-8859-1'?>" + text).getBytes(ISO_8859_1)))
                        .name())
                .isEqualTo("Müller");
        assertThat(codes(Autoconfig.read(text.getBytes(ISO_8859_1)))).contains(Code.NOT_WELL_FORMED);
    }

    @Test
    void aByteOrderMarkIsStrongerThanTheDeclaration() {
        String text = "<?xml version='1.0' encoding='ISO-8859-1'?>"
                + document(IMAP + SMTP).replace("Acme Mail", "Müller");

        assertThat(onlyDraft(Autoconfig.read(("\ufeff" + text).getBytes(UTF_8))).name())
                .isEqualTo("Müller");
    }

    @Test
    void aFileThatIsNotWhatItSaysIsToldToTheCallerAndNobodyElse() {
        PrintStream before = System.err;
        var written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, UTF_8));
        try {
            for (String encoding :
                    List.of("UTF-8", "US-ASCII", "UTF-16", "x-unheard-of", "ISO-2022-CN", "EBCDIC-CP-US")) {
                String text = "<?xml version='1.0' encoding='" + encoding + "'?>"
                        + document(IMAP + SMTP).replace("Acme", "\u00e9");

                assertThat(codes(Autoconfig.read(text.getBytes(ISO_8859_1))))
                        .as(encoding)
                        .contains(Code.NOT_WELL_FORMED);
            }
            Autoconfig.read(bytes("<a></b>"));
            Autoconfig.read(new byte[] {'<', 'a', '>', (byte) 0xff});
        } finally {
            System.setErr(before);
        }
        assertThat(written.toString(UTF_8)).isEmpty();
    }

    @Test
    void messagesDoNotRepeatLongTextsOrControlCharacters() {
        AutoconfigImport read = read(IMAP.replace("imap.acme.example", "x".repeat(900) + "\u0085") + SMTP);

        assertThat(read.problems()).isNotEmpty().allMatch(p -> p.message().length() < 300);
        assertThat(read.problems()).noneMatch(p -> p.message().contains("\u0085"));
    }

    @Test
    void withoutADomainNothingIsWritten() {
        assertThatThrownBy(() -> Autoconfig.write(service(Set.of()))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Autoconfig.write(service(Set.of("b.example", "a.example")))).startsWith("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <clientConfig version="1.1">
                          <emailProvider id="a.example">
                            <domain>a.example</domain>
                            <domain>b.example</domain>
                            <displayName>Acme</displayName>
                        """);
    }

    private static EmailService service(Set<String> domains) {
        return new EmailService(
                new ServiceId("acme"),
                "Acme",
                EmailService.Kind.CORPORATE,
                onlyDraft(read(IMAP + SMTP)).servers().orElseThrow(),
                Set.of(AuthenticationMethod.PASSWORD),
                false,
                1,
                Optional.empty(),
                domains);
    }

    private static AutoconfigImport read(String inside) {
        return Autoconfig.read(bytes(document(inside)));
    }

    private static String document(String inside) {
        return "<clientConfig version=\"1.1\"><emailProvider id=\"acme.example\"><domain>acme.example</domain>"
                + "<displayName>Acme Mail</displayName>" + inside + "</emailProvider></clientConfig>";
    }

    private static String server(String direction, String type, String host, String port, String socketType) {
        return "<" + direction + "Server type='" + type + "'><hostname>" + host + "</hostname><port>" + port
                + "</port><socketType>" + socketType + "</socketType><username>%EMAILADDRESS%</username></" + direction
                + "Server>";
    }

    private static MailServer server(String address, ConnectionSecurity security, UserNameFormat login) {
        return new MailServer(ServerAddress.parse(address), security, login);
    }

    private static ServiceDraft onlyDraft(AutoconfigImport read) {
        assertThat(read.drafts()).hasSize(1);
        return read.drafts().get(0);
    }

    private static List<Code> codes(AutoconfigImport read) {
        return read.problems().stream().map(AutoconfigProblem::code).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
