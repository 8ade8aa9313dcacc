package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.emailregistry.account.MailAccount;
import org.emailregistry.account.UserId;
import org.emailregistry.service.EmailService;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class DeletionPagesIT extends PagesTest {
    private static final String REMOVAL = "/admin/email/removal";

    @Test
    void theWindowListsEveryUserWhoseMailboxWillStopWorkingPageByPage() throws Exception {
        EmailService acme = acme();
        List<String> users = IntStream.range(0, 45)
                .mapToObj(number -> "user%02d".formatted(number))
                .toList();
        users.forEach(user -> connect(user, acme));
        Browser mary = signedIn("mary");
        Browser.Page page = mary.fragment(REMOVAL + "?service=" + acme.id());
        assertThat(page.page().select("[data-affected]").attr("data-affected")).isEqualTo("45");
        List<String> listed = new ArrayList<>();
        String more;
        do {
            page.page().select("li:not(.more)").forEach(user -> listed.add(user.text()));
            Element next = page.page().selectFirst(".more button");
            more = next == null ? "" : next.attr("hx-get");
            page = more.isEmpty() ? page : mary.fragment(more);
        } while (!more.isEmpty());
        assertThat(listed).isEqualTo(users);
        users.forEach(user -> accounts().forget(new UserId(user)));
    }

    @Test
    void deleteInTheWindowMarksTheServiceAndSaveRemovesIt() throws Exception {
        EmailService acme = acme();
        Browser mary = signedIn("mary");
        Browser.Page list = mary.get("/admin/email");
        Browser.Page window = mary.fragment(REMOVAL + "?service=" + acme.id());
        Browser.Page row = mary.submit(window, REMOVAL);
        assertThat(row.text(".service.removed")).contains("Acme Mail", "deleted with Save", "Keep");
        assertThat(row.header("HX-Trigger")).isEqualTo("closeDialog");
        assertThat(administration().service(acme.id())).isPresent();
        assertThat(mary.fragment(REMOVAL + "/row?service=" + acme.id()).page().select(".removed"))
                .isEmpty();

        mary.submit(list, "/admin/email", "remove", row.value("[name=remove]"));
        assertThat(administration().service(acme.id())).isEmpty();
        assertThat(mary.get("/admin/email").text(".services")).doesNotContain("Acme Mail");
    }

    @Test
    void whoArrivesAfterTheWindowWasOpenedIsShownBeforeAnythingIsDeleted() throws Exception {
        EmailService acme = acme();
        Browser mary = signedIn("mary");
        Browser.Page window = mary.fragment(REMOVAL + "?service=" + acme.id());
        connect("ben", acme);
        Browser.Page again = mary.submit(window, REMOVAL);
        assertThat(again.header("HX-Retarget")).isEqualTo("#dialog-content");
        assertThat(again.text("[data-stale]")).contains("has changed since you looked");
        assertThat(again.text(".users")).isEqualTo("ben");
    }

    @Test
    void whoArrivesBeforeSaveMakesItSaveNothingAndOpensTheWindowAnew() throws Exception {
        EmailService acme = acme();
        Browser mary = signedIn("mary");
        Browser.Page list = mary.get("/admin/email");
        Browser.Page row = mary.submit(mary.fragment(REMOVAL + "?service=" + acme.id()), REMOVAL);
        connect("ben", acme);
        Browser.Page stale = mary.submit(list, "/admin/email", "hide", "gmail", "remove", row.value("[name=remove]"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("[data-stale]")).contains("Nothing was saved", "would lose it");
        assertThat(stale.page().select("[data-service=gmail] .eye input").hasAttr("checked"))
                .isTrue();
        assertThat(administration().service(acme.id())).isPresent();

        String fresh = stale.page().select("[data-stale] [hx-get]").attr("hx-get");
        Browser.Page window = mary.fragment(fresh);
        assertThat(window.text(".users")).isEqualTo("ben");
        row = mary.submit(window, REMOVAL);
        mary.submit(stale, "/admin/email", "remove", row.value("[name=remove]"));
        assertThat(administration().service(acme.id())).isEmpty();
    }

    @Test
    void afterADeletionUsersAreToldSeeTheirMailAndGoOnWithAnotherServiceUnderTheSameAccount() throws Exception {
        EmailService acme = acme();
        MailAccount account = connect("anna", acme);
        Browser anna = signedIn("anna");
        anna.post("/email/refresh");
        assertThat(anna.get("/email").text(".messages")).contains("Welcome to Acme");

        remove(administration(), acme.id());
        Browser again = signedIn("anna");
        String notice = "The administrator removed the email service \"Acme Mail\"";
        assertThat(again.get("/").text("[role=alert]")).contains("does not work any more", notice);
        Browser.Page mail = again.get("/email");
        assertThat(mail.text("[role=alert]")).contains(notice);
        assertThat(mail.text(".messages")).contains("Welcome to Acme");
        assertThat(mail.page().select("button:contains(Write)")).isEmpty();
        Browser.Page message =
                again.get(mail.page().select(".messages a:contains(Welcome)").attr("href"));
        assertThat(message.text(".reader .body")).contains("this mailbox lives on the demonstration mail server");
        assertThat(anna.post("/email/refresh").text("[role=alert]")).contains(notice);

        EmailService next = acme();
        Browser.Page form = again.get("/email/service");
        assertThat(form.text("h1")).isEqualTo("Connect anna@acme.example");
        Browser.Page done = again.post(
                "/email/service", "service", next.id().value(), "login", "anna@acme.example", "password", "mail-anna");
        assertThat(done.header("HX-Redirect")).isEqualTo("/email");
        assertThat(accounts().accountsOf(new UserId("anna")))
                .singleElement()
                .satisfies(mailbox -> assertThat(mailbox.account().id()).isEqualTo(account.id()));
        assertThat(again.get("/email").text(".messages")).contains("Welcome to Acme");
        assertThat(again.get("/email").page().select("[role=alert]")).isEmpty();
    }
}
