package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Folder;
import jakarta.mail.Store;
import java.util.UUID;
import org.emailregistry.Resolution;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.StandardService;
import org.emailregistry.standard.StandardServices;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;

class UserPagesIT extends PagesTest {
    private static final String SERVICE = "/email/service";

    @Test
    void theTestTellsWhatCameOfSendingAndReadingAndWhatToDo() throws Exception {
        EmailService acme = acme();
        Browser anna = signedIn("anna");
        Browser.Page wrong = anna.post(
                SERVICE + "/test", "service", acme.id().value(), "login", "anna@acme.example", "password", "wrong");
        assertThat(wrong.page().select("[data-protocol]").eachAttr("data-outcome"))
                .containsExactly("CREDENTIALS_REJECTED", "CREDENTIALS_REJECTED");
        assertThat(wrong.text("[data-protocol=IMAP]")).contains("Type login and password again");
        Browser.Page right = anna.post(
                SERVICE + "/test", "service", acme.id().value(), "login", "anna@acme.example", "password", "mail-anna");
        assertThat(right.page().select("[data-protocol]").eachAttr("data-outcome"))
                .containsExactly("OK", "OK");
        assertThat(accounts().accountsOf(new UserId("anna"))).isEmpty();
    }

    @Test
    void aUserConnectsReadsAndSends() throws Exception {
        EmailService acme = acme();
        Browser anna = signedIn("anna");
        assertThat(anna.get("/email").uri().getPath()).isEqualTo(SERVICE);
        Browser.Page connected =
                anna.post(SERVICE, "service", acme.id().value(), "login", "anna@acme.example", "password", "mail-anna");
        assertThat(connected.header("HX-Redirect")).isEqualTo("/email");
        Browser.Page lists = anna.post("/email/refresh");
        assertThat(lists.text(".messages")).contains("Welcome to Acme", "News in HTML");

        connect("ben", acme);
        String subject = "Lunch " + UUID.randomUUID();
        Browser.Page sent =
                anna.post("/email/compose", "to", "ben@acme.example", "subject", subject, "text", "At noon?");
        assertThat(sent.header("HX-Redirect")).startsWith("/email?folder=Sent");
        assertThat(anna.get("/email?folder=Sent").text(".messages")).contains(subject);
        Browser ben = signedIn("ben");
        assertThat(ben.post("/email/refresh").text(".messages")).contains(subject);
        Browser.Page message = ben.get(ben.get("/email")
                .page()
                .select(".messages a:contains(" + subject + ")")
                .attr("href"));
        assertThat(message.text(".reader .body")).isEqualTo("At noon?");
    }

    @Test
    void serversTypedByHandAreTestedAndConnectedWhereThatIsAllowed() throws Exception {
        Browser anna = signedIn("anna");
        String[] typed = {
            "service", "",
            "smtp", server().smtp("cloud.example"),
            "useTls", "on",
            "imap", server().imap("cloud.example"),
            "protection", "TLS",
            "login", "anna@cloud.example",
            "password", "mail-anna"
        };
        assertThat(anna.post(SERVICE + "/test", typed).page().select("[data-outcome=OK]"))
                .hasSize(2);
        assertThat(anna.post(SERVICE, typed).header("HX-Redirect")).isEqualTo("/email");
        assertThat(anna.post("/email/refresh").text(".messages")).contains("Your mailbox has moved");

        accounts().forget(new UserId("anna"));
        administration().allowManualEntry(false);
        assertThat(anna.post(SERVICE, typed).text("#problem-form")).contains("does not allow entering the servers");
    }

    @Test
    void allProblemsOfAUsersServersAreToldAtTheirFields() throws Exception {
        Browser.Page reply = signedIn("anna")
                .post(SERVICE, "service", "", "smtp", "smtp.acme.example", "imap", "", "login", "x", "password", "x");
        assertThat(reply.text("#problem-smtp")).isNotEmpty();
        assertThat(reply.text("#problem-imap")).contains("Fill this in");
        assertThat(reply.text("#problem-address")).contains("Fill this in: Email address");
        assertThat(signedIn("anna").post(SERVICE, "login", "x", "password", "x").text("#problem-service"))
                .contains("Fill this in: Service");
        assertThat(signedIn("anna")
                        .post(SERVICE, "service", "gmail", "login", "x")
                        .text("#problem-password"))
                .contains("Fill this in: Password");
    }

    @Test
    void theTestAndTheMailboxSayAsWhomTheUserSignsIn() throws Exception {
        EmailService acme = acme();
        Browser anna = signedIn("anna");
        String[] typed = {
            "service", acme.id().value(),
            "login", " anna@acme.example ",
            "smtpLogin", "EXAMPLE\\anna",
            "password", "mail-anna"
        };
        Browser.Page tested = anna.post(SERVICE + "/test", typed);
        assertThat(tested.text("[data-protocol=IMAP]")).contains("Signed in as anna@acme.example.");
        assertThat(tested.text("[data-protocol=SMTP]")).contains("Tried to sign in as EXAMPLE\\anna.");
        anna.post(SERVICE, typed);
        assertThat(anna.get("/email").text(".account"))
                .contains("signed in as anna@acme.example, for sending as EXAMPLE\\anna");

        String[] again = {"service", acme.id().value(), "login", "EXAMPLE\\anna", "password", "mail-anna"};
        assertThat(anna.post(SERVICE + "/test", again).text("[data-protocol=IMAP]"))
                .as("the mailbox keeps its address")
                .contains("Tried to sign in as EXAMPLE\\anna.");
        anna.post(SERVICE, again);
        assertThat(anna.get("/email").text(".account")).contains("· signed in as EXAMPLE\\anna");
    }

    @Test
    void aChangedPasswordIsTypedOnce() throws Exception {
        EmailService acme = acme();
        Browser anna = signedIn("anna");
        anna.post(SERVICE, "service", acme.id().value(), "login", "anna@acme.example", "password", "old");
        assertThat(anna.post("/email/refresh").text("[role=alert]"))
                .contains("Reading (IMAP): the server does not accept this login and password");
        String[] typed = {"login", "anna@acme.example", "password", "mail-anna"};
        assertThat(anna.post("/email/password/test", typed).page().select("[data-outcome=OK]"))
                .hasSize(2);
        assertThat(anna.post("/email/password", typed).header("HX-Redirect")).startsWith("/email");
        assertThat(anna.post("/email/refresh").page().select("[role=alert]")).isEmpty();
    }

    @Test
    void aPasswordThatIsRefusedAgainAndAgainIsNotTriedAnyMoreAndTheAdministratorSeesIt() throws Exception {
        EmailService acme = acme();
        Browser anna = signedIn("anna");
        anna.post(SERVICE, "service", acme.id().value(), "login", "anna@acme.example", "password", "old");
        anna.post("/email/refresh");
        assertThat(signedIn("mary").get("/admin/email").text("[data-service='" + acme.id() + "'] [data-failing]"))
                .contains("One mailbox has been failing since", "does not accept this login and password");
        for (int i = 0; i < 4; i++) {
            anna.post("/email/refresh");
        }
        Browser.Page suspended = anna.get("/email");
        assertThat(suspended.page().select("[role=alert]").attr("data-reason")).isEqualTo("SUSPENDED");
        assertThat(suspended.text("[role=alert] button")).isEqualTo("Type the password again");

        anna.post("/email/password", "login", "anna@acme.example", "password", "mail-anna");
        assertThat(anna.post("/email/refresh").text(".messages")).contains("Welcome to Acme");
        assertThat(signedIn("mary").get("/admin/email").page().select("[data-failing]"))
                .isEmpty();
    }

    @Test
    void whoDisconnectsStartsAnewAndTheKeptMailIsForgotten() throws Exception {
        EmailService acme = acme();
        connect("anna", acme);
        Browser anna = signedIn("anna");
        anna.post("/email/refresh");
        Browser.Page page = anna.post("/email/disconnect");
        assertThat(page.uri().getPath()).isEqualTo(SERVICE);
        assertThat(accounts().accountsOf(new UserId("anna"))).isEmpty();
    }

    @Test
    void aServiceThatIsHiddenMeanwhileIsRefusedInWordsAndThoseConnectedGoOn() throws Exception {
        EmailService acme = acme();
        var ben = connect("ben", acme);
        administration().hide(acme.id());
        Browser.Page refused = signedIn("anna")
                .post(SERVICE, "service", acme.id().value(), "login", "anna@acme.example", "password", "mail-anna");
        assertThat(refused.text("#problem-form")).contains("not on offer any more");
        assertThat(accounts().resolve(ben.id())).isInstanceOf(Resolution.Usable.class);
        assertThat(signedIn("ben").get("/email").page().select("[role=alert]")).isEmpty();
    }

    @Test
    void whatAProviderWantsFirstIsSaidWhenItIsChosen() throws Exception {
        Browser.Page hints = signedIn("anna").fragment(SERVICE + "/hints?service=gmail");
        assertThat(hints.text("[data-hints]")).containsIgnoringCase("app password");
        assertThat(hints.page().select("[data-hints] a").attr("href")).startsWith("https://");
    }

    @Test
    void theServiceOfAnAddressIsSuggestedUnlessItIsHidden() throws Exception {
        Browser anna = signedIn("anna");
        Browser.Page gmail = anna.fragment(SERVICE + "/suggestion?login=anna@gmail.com");
        assertThat(gmail.page().select("[data-fill=service]").attr("data-value"))
                .isEqualTo("gmail");
        assertThat(anna.fragment(SERVICE + "/suggestion?login=nobody").text("p"))
                .isEmpty();
        administration().hide(new ServiceId("gmail"));
        // An offer may be as old as the registry allows; what this node changed itself it knows at once.
        assertThat(anna.fragment(SERVICE + "/suggestion?login=anna@gmail.com").text("p"))
                .isEmpty();
    }

    @Test
    void theServersOfAnAddressAreSuggestedForOtherWhereThatIsAllowed() throws Exception {
        StandardService posteo = StandardServices.all().stream()
                .filter(service -> service.domains().contains("posteo.de"))
                .findFirst()
                .orElseThrow();
        Browser anna = signedIn("anna");
        Browser.Page suggestion = anna.fragment(SERVICE + "/suggestion?login=anna@posteo.de");
        assertThat(suggestion.text("p")).contains("This looks like " + posteo.name(), "Fill in its servers");
        Elements fill = suggestion.page().select("[data-fill=service]");
        assertThat(fill.attr("data-value")).isEmpty();
        assertThat(fill.attr("data-smtp"))
                .isEqualTo(posteo.servers().smtp().address().toString());
        assertThat(fill.attr("data-imap"))
                .isEqualTo(posteo.servers().imap().address().toString());
        assertThat(fill.attr("data-use-tls")).isEqualTo("on");
        assertThat(fill.attr("data-protection"))
                .isEqualTo(posteo.servers().imap().security().name());

        administration().allowManualEntry(false);
        assertThat(anna.fragment(SERVICE + "/suggestion?login=anna@posteo.de").text("p"))
                .isEmpty();
    }

    @Test
    void anEmptyFolderIsListedWhileAMessageIsOpenAndUntilTheServerHasItNoMore() throws Exception {
        MailAccount account = connect("anna", acme());
        MailConnector connector = workspace().bean(MailConnector.class);
        Browser anna = signedIn("anna");
        try (Store store = connector.openImap(account.id())) {
            Folder projects = store.getFolder("Projects");
            assertThat(projects.create(Folder.HOLDS_MESSAGES)).isTrue();
            try {
                assertThat(anna.post("/email/refresh").text(".folders")).contains("Projects");
                String message = anna.get("/email").page().select(".messages a").attr("href");
                assertThat(anna.get(message).text(".folders")).contains("Inbox", "Projects", "Sent");
            } finally {
                projects.delete(false);
            }
        }
        assertThat(anna.post("/email/refresh").text(".folders")).doesNotContain("Projects");
    }

    @Test
    void scriptsStylesAndImagesOfAMailDoNotArrive() throws Exception {
        connect("anna", acme());
        Browser anna = signedIn("anna");
        anna.post("/email/refresh");
        Browser.Page mail = anna.get(anna.get("/email")
                .page()
                .select(".messages a:contains(News in HTML)")
                .attr("href"));
        var body = mail.page().select(".reader .body");
        assertThat(body.text()).contains("Three news today", "repaired");
        assertThat(body.select("script, style, img, iframe, form, [style], [onclick], [onload], [id], * [class]"))
                .isEmpty();
        assertThat(body.select("a[href^=javascript]")).isEmpty();
        assertThat(body.select("a:contains(on the web)").attr("rel")).contains("noopener", "nofollow");
        assertThat(mail.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'");
    }

    @Test
    void nobodyReadsTheMailOfSomebodyElse() throws Exception {
        EmailService acme = acme();
        connect("anna", acme);
        connect("ben", acme);
        Browser anna = signedIn("anna");
        anna.post("/email/refresh");
        String message = anna.get("/email").page().select(".messages a").attr("href");
        assertThat(anna.get(message).status()).isEqualTo(200);
        Browser ben = signedIn("ben");
        assertThat(ben.get(message).status()).isEqualTo(404);
        assertThat(ben.fragment("/email/compose?reply=" + message.replaceAll(".*message=", ""))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void noPasswordEverComesBack() throws Exception {
        String password = "secret-" + UUID.randomUUID();
        EmailService acme = acme();
        Browser anna = signedIn("anna");
        String[] typed = {"service", acme.id().value(), "login", "anna@acme.example", "password", password};
        anna.post(SERVICE + "/test", typed);
        anna.post(SERVICE, "service", "", "login", "", "password", password);
        anna.post(SERVICE, "service", "no such service", "login", "anna", "password", password);
        anna.post(SERVICE, typed);
        anna.get("/email");
        anna.post("/email/refresh");
        anna.fragment("/email/password");
        anna.post("/email/password/test", "login", "anna@acme.example", "password", password);
        anna.post("/email/password", "login", "", "password", password);
        anna.get(SERVICE);
        Browser mary = signedIn("mary");
        mary.post("/admin/email/service/test", "smtp", "x", "imap", "y", "login", "anna", "password", password);
        mary.post("/admin/email/service", "name", "", "login", "anna", "password", password);
        mary.get("/admin/email/history");
        assertThat(anna.seen()).hasSizeGreaterThan(10).noneMatch(page -> page.contains(password));
        assertThat(mary.seen()).hasSizeGreaterThan(3).noneMatch(page -> page.contains(password));
    }
}
