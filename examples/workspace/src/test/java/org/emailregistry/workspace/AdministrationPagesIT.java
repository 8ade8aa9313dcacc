package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.Resolution;
import org.emailregistry.account.MailAccount;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.CatalogCommit;
import org.emailregistry.store.CatalogState;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.Change;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.junit.jupiter.api.Test;

class AdministrationPagesIT extends PagesTest {
    private static final String LIST = "/admin/email";
    private static final String DESTINATIONS = "/admin/email/destinations";
    private static final String SERVICE = "/admin/email/service";

    @Test
    void everyServiceCanBeHiddenAndCorporateOnesEditedAndDeletedByNamedButtons() throws Exception {
        acme();
        Browser.Page page = signedIn("mary").get(LIST);
        assertThat(page.page().select(".service")).hasSize(13);
        assertThat(page.page().select(".service .eye input")).hasSize(13);
        assertThat(page.page().select("[aria-label='Edit Acme Mail'], [aria-label='Delete Acme Mail']"))
                .hasSize(2);
        assertThat(page.page().select("[aria-label='Edit Gmail'], [aria-label='Delete Gmail']"))
                .isEmpty();
    }

    @Test
    void allProblemsAreToldAtTheirFieldsWithTheSuggestionAsOneClick() throws Exception {
        Browser.Page reply = signedIn("mary")
                .post(SERVICE, "name", " ", "smtp", "smtps://smtp.acme.example:465", "useTls", "on", "imap", "x:0993");
        assertThat(reply.text("#problem-name .problem")).contains("Fill this in");
        assertThat(reply.text("#problem-smtp .problem")).contains("server:port");
        assertThat(reply.page().select("#problem-smtp button.fix").attr("data-value"))
                .isEqualTo("smtp.acme.example:465");
        assertThat(reply.text("#problem-imap .problem")).contains("begins with 0");
        assertThat(reply.text("#problem-protection .problem")).contains("Fill this in");
        assertThat(reply.header("HX-Trigger")).isEmpty();
    }

    @Test
    void whatIsAddedIsInTheUsersList() throws Exception {
        Browser mary = signedIn("mary");
        Browser.Page window = mary.fragment(SERVICE);
        Browser.Page reply = mary.submit(
                window,
                SERVICE,
                "name",
                "Acme Mail",
                "smtp",
                server().smtp("acme.example"),
                "imap",
                server().imap("acme.example"),
                "protection",
                "TLS");
        assertThat(reply.header("HX-Trigger")).contains("closeDialog", "catalogChanged");
        assertThat(signedIn("anna").get("/email/service").text(".tile.own")).isEqualTo("Acme Mail");
        assertThat(mary.get(LIST + "/history").text(".history")).contains("mary added Acme Mail");
    }

    @Test
    void aSecondPressOfSaveAddsNothing() throws Exception {
        Browser mary = signedIn("mary");
        Browser.Page window = mary.fragment(SERVICE);
        String[] typed = {
            "name", "Acme Mail", "smtp", "smtp.acme.example:587", "imap", "imap.acme.example:993", "protection", "TLS"
        };
        mary.submit(window, SERVICE, typed);
        assertThat(names()).contains("Acme Mail");
        long revision = administration().catalog().revision();
        mary.submit(window, SERVICE, typed);
        assertThat(administration().catalog().revision()).isEqualTo(revision);
    }

    @Test
    void warningsAreShownAtTheirFieldsAndAcceptedByASecondLook() throws Exception {
        Browser mary = signedIn("mary");
        String[] typed = {
            "name", "Plain", "smtp", "smtp.acme.example:25", "imap", "imap.acme.example:143", "protection", "NONE"
        };
        Browser.Page first = mary.post(SERVICE, typed);
        assertThat(first.text("#problem-protection .warning")).contains("Without encryption");
        assertThat(names()).doesNotContain("Plain");
        mary.post(SERVICE + "?accepted=" + first.value("[name=accepted]").replace(" ", "%20"), typed);
        assertThat(names()).contains("Plain");
    }

    @Test
    void theTestInTheFormTellsWhatCameOfEachServer() throws Exception {
        Browser.Page reply = signedIn("mary")
                .post(
                        SERVICE + "/test",
                        "smtp",
                        server().smtp("acme.example"),
                        "useTls",
                        "on",
                        "imap",
                        server().imap("nowhere.example"),
                        "protection",
                        "TLS");
        assertThat(reply.page().select("[data-protocol=SMTP]").attr("data-outcome"))
                .isEqualTo("OK_WITHOUT_LOGIN");
        assertThat(reply.page().select("[data-protocol=IMAP]").attr("data-outcome"))
                .isEqualTo("HOST_UNKNOWN");
        assertThat(reply.text("[data-protocol=IMAP]")).contains("no host with this name", "Compare host name and port");
        assertThat(reply.page().select(".problem")).isEmpty();
    }

    @Test
    void anEditShowsWhatChangesAndWhoFollowsAndAnotherHostHasToBeConfirmed() throws Exception {
        EmailService acme = acme();
        var ben = connect("ben", acme);
        Browser mary = signedIn("mary");
        Browser.Page window = mary.fragment(SERVICE + "/edit?service=" + acme.id());
        String[] typed = edited(acme, window, "imap.cloud.example");
        Browser.Page plan = mary.post(SERVICE + "/edit", typed);
        assertThat(plan.text(".changes")).contains("IMAP server", "imap.acme.example", "imap.cloud.example");
        assertThat(plan.text("[data-followers]")).contains("One connected mailbox follows");
        assertThat(plan.text("[data-plan] ul")).contains("Passwords of users will be sent to another IMAP host");

        String token = plan.value("[name=token]");
        Browser.Page unconfirmed = mary.post(SERVICE + "/edit?token=" + token, typed);
        assertThat(unconfirmed.text("[data-plan] .problem")).contains("Tick the box");
        assertThat(imapHost(ben)).isEqualTo("imap.acme.example");

        Browser.Page done = mary.post(SERVICE + "/edit?confirmed=yes&token=" + token, typed);
        assertThat(done.header("HX-Trigger")).contains("closeDialog");
        assertThat(imapHost(ben)).isEqualTo("imap.cloud.example");
    }

    @Test
    void anEditOfWhatSomebodyElseEditedMeanwhileIsToldAndPlannedAnew() throws Exception {
        EmailService acme = acme();
        Browser mary = signedIn("mary");
        Browser.Page window = mary.fragment(SERVICE + "/edit?service=" + acme.id());
        var draft = ServiceDraft.from(acme).withName("Acme");
        administration().edit(administration().planEdit(acme.id(), acme.revision(), draft));

        String[] typed = edited(acme, window, "imap.acme.example");
        Browser.Page reply = mary.post(SERVICE + "/edit", typed);
        assertThat(reply.text("[data-plan]")).contains("Somebody else has edited", "Acme", "Acme Mail");
        assertThat(reply.value("#revision input"))
                .isEqualTo(Long.toString(administration().catalog().revision()));
        assertThat(names()).contains("Acme");
    }

    private static String[] edited(EmailService service, Browser.Page window, String imapHost) {
        return new String[] {
            "service", service.id().value(),
            "revision", window.value("[name=revision]"),
            "name", "Acme Mail",
            "smtp", window.value("[name=smtp]"),
            "useTls", "on",
            "imap", window.value("[name=imap]").replace("imap.acme.example", imapHost),
            "protection", "TLS"
        };
    }

    private static String imapHost(MailAccount account) {
        var usable = (Resolution.Usable) accounts().resolve(account.id());
        return usable.settings().imap().address().host().toString();
    }

    @Test
    void oneSaveHidesShowsDeletesAndTicks() throws Exception {
        EmailService acme = acme();
        administration().hide(new ServiceId("yahoo"));
        Browser mary = signedIn("mary");
        Browser.Page page = mary.get(LIST);
        long revision = administration().catalog().revision();
        Browser.Page saved = mary.post(
                LIST,
                "revision",
                page.value("[name=revision]"),
                "manualEntryWas",
                "true",
                "hide",
                "gmail",
                "show",
                "yahoo",
                "remove",
                administration().planRemoval(acme.id()).token() + " " + acme.id());
        assertThat(saved.text(".message.good")).isEqualTo("Saved.");
        assertThat(administration().catalog().revision()).isEqualTo(revision + 1);
        assertThat(administration().catalog().manualEntryAllowed()).isFalse();
        assertThat(registry()
                        .administration("x")
                        .service(new ServiceId("gmail"))
                        .orElseThrow()
                        .hidden())
                .isTrue();
        Browser.Page users = signedIn("anna").get("/email/service");
        assertThat(users.text(".tiles")).contains("Yahoo").doesNotContain("Gmail", "Acme", "Other");
    }

    @Test
    void aSaveOnAStaleListSavesNothingTellsWhyAndKeepsWhatWasDecided() throws Exception {
        Browser mary = signedIn("mary");
        Browser.Page page = mary.get(LIST);
        registry().administration("paul").hide(new ServiceId("yahoo"));
        Browser.Page stale = mary.submit(page, LIST, "hide", "gmail");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("[data-stale]")).contains("Nothing was saved", "paul hid Yahoo");
        assertThat(stale.page().select("[data-service=gmail] .eye input").hasAttr("checked"))
                .isTrue();
        assertThat(administration()
                        .service(new ServiceId("gmail"))
                        .orElseThrow()
                        .hidden())
                .isFalse();

        assertThat(mary.submit(stale, LIST).text(".message.good")).isEqualTo("Saved.");
        assertThat(administration()
                        .service(new ServiceId("gmail"))
                        .orElseThrow()
                        .hidden())
                .isTrue();
    }

    @Test
    void whatWasDecidedStaysWhileAServiceIsAdded() throws Exception {
        Browser mary = signedIn("mary");
        Browser.Page page = mary.get(LIST);
        acme();
        Browser.Page list = mary.submit(page, LIST + "/list", "hide", "gmail");
        assertThat(list.text(".service")).contains("Acme Mail");
        assertThat(list.page().select("[data-service=gmail] .eye input").hasAttr("checked"))
                .isTrue();
    }

    @Test
    void theHistoryIsReadPageByPageAndMissesNothing() throws Exception {
        for (int i = 0; i < 15; i++) {
            administration().hide(new ServiceId("gmail"));
            administration().show(new ServiceId("gmail"));
        }
        Browser mary = signedIn("mary");
        int entries = 0;
        int pages = 0;
        String path = LIST + "/history";
        while (!path.isEmpty()) {
            Browser.Page page = mary.get(path);
            entries += page.page().select(".history > li").size();
            pages++;
            path = page.page().select("a:contains(Older)").attr("href");
        }
        assertThat(pages).isGreaterThan(1);
        assertThat(entries)
                .isEqualTo(administration()
                        .history(PageRequest.first(1000))
                        .changes()
                        .size());
    }

    @Test
    void whatIsGoneOrMadeUpIsANoticeOnThePageThatIsOpen() throws Exception {
        Browser mary = signedIn("mary");
        Browser.Page gone = mary.fragment("/admin/email/removal?service=gone");
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.text("[role=alert]")).contains("does not exist any more");
        assertThat(gone.page().select("main")).isEmpty();
        assertThat(mary.get("/admin/email/removal?service=gone").page().select("main [role=alert]"))
                .isNotEmpty();
        assertThat(mary.post(LIST, "revision", "x").status()).isEqualTo(400);
        assertThat(mary.fragment(SERVICE + "/edit?service=gone").status()).isEqualTo(404);
    }

    @Test
    void aServiceThatCannotBeReadIsToldAndMendedOnThePage() throws Exception {
        EmailService acme = acme();
        var ben = connect("ben", acme);
        tamper(acme.id(), "imap_address = 'nowhere'");

        Browser mary = signedIn("mary");
        Browser.Page page = mary.get(LIST);
        assertThat(page.text("[data-service='" + acme.id() + "']"))
                .contains("Acme Mail", "cannot be read", "Edit or delete");
        assertThat(page.page().select("[data-service=yahoo] .badge.bad")).isEmpty();
        assertThat(page.page().select("button:contains(Confirm servers)")).isEmpty();
        assertThat(mary.fragment(DESTINATIONS + "?service=" + acme.id()).status())
                .isEqualTo(409);
        assertThat(signedIn("anna").get("/email/service").text(".tiles")).doesNotContain("Acme Mail");
        assertThat(signedIn("ben").get("/email").text("[role=alert]"))
                .contains("cannot be used. Tell the administrator");

        Browser.Page window = mary.fragment(SERVICE + "/edit?service=" + acme.id());
        assertThat(window.value("[name=name]")).isEqualTo("Acme Mail");
        String[] typed = {
            "service", acme.id().value(),
            "revision", window.value("[name=revision]"),
            "name", "Acme Mail",
            "smtp", server().smtp("acme.example"),
            "useTls", "on",
            "imap", server().imap("acme.example"),
            "protection", "TLS"
        };
        String token = mary.post(SERVICE + "/edit", typed).value("[name=token]");
        assertThat(mary.post(SERVICE + "/edit?confirmed=yes&token=" + token, typed)
                        .header("HX-Trigger"))
                .contains("closeDialog");
        assertThat(mary.get(LIST).page().select(".badge.bad")).isEmpty();
        assertThat(accounts().resolve(ben.id())).isInstanceOf(Resolution.Usable.class);
    }

    @Test
    void aServiceThatIsRefusedIsShownWithItsServersAndConfirmed() throws Exception {
        EmailService acme = acme();
        var ben = connect("ben", acme);
        tamperWithHidden(acme.id());

        Browser mary = signedIn("mary");
        Browser.Page page = mary.get(LIST);
        assertThat(page.text("section[aria-labelledby=corporate] [data-service='" + acme.id() + "']"))
                .contains("Acme Mail", "off", "not the last ones that an administrator saved", "Confirm servers");
        assertThat(page.page().select("[aria-label='Edit Acme Mail'], [aria-label='Delete Acme Mail']"))
                .hasSize(2);
        Browser.Page window = mary.fragment(page.page()
                .select("[aria-label='Confirm servers of Acme Mail']")
                .attr("hx-get"));
        assertThat(window.text("#dialog-title")).contains("Acme Mail");
        assertThat(window.text("[data-defect]")).contains("proof");
        assertThat(window.text(".changes"))
                .contains(
                        server().smtp("acme.example") + " · STARTTLS",
                        server().imap("acme.example") + " · TLS",
                        "no, hidden")
                .doesNotContain("Certificate");
        assertThat(window.text("[data-affected=1]"))
                .isEqualTo("The password of one mailbox will be sent to these servers.");

        assertThat(mary.submit(window, DESTINATIONS).header("HX-Trigger")).contains("closeDialog", "catalogChanged");
        assertThat(mary.get(LIST).page().select(".badge.bad")).isEmpty();
        assertThat(accounts().resolve(ben.id())).isInstanceOf(Resolution.Usable.class);
        assertThat(mary.get(LIST + "/history").text(".history"))
                .contains("mary confirmed the stored servers of Acme Mail");
    }

    @Test
    void serversThatChangedAfterTheWindowWasOpenedAreShownBeforeTheyAreConfirmed() throws Exception {
        EmailService acme = acme();
        tamperWithHidden(acme.id());
        Browser mary = signedIn("mary");
        Browser.Page window = mary.fragment(DESTINATIONS + "?service=" + acme.id());
        assertThat(window.text("[data-affected=0]")).contains("Nobody has connected a mailbox");
        tamper(acme.id(), "imap_address = 'imap.elsewhere.example:143', imap_security = 'NONE'");
        Browser.Page again = mary.submit(window, DESTINATIONS);
        assertThat(again.header("HX-Trigger")).isEmpty();
        assertThat(again.text("[data-stale]")).contains("has changed since you looked", "nothing was confirmed");
        assertThat(again.text(".changes")).contains("imap.elsewhere.example:143 · not encrypted");
        assertThat(administration().service(acme.id())).isEmpty();
        assertThat(mary.submit(again, DESTINATIONS).header("HX-Trigger")).contains("closeDialog");
        assertThat(administration().service(acme.id())).isPresent();
    }

    @Test
    void aStandardServiceThatIsRefusedCanOnlyBeConfirmed() throws Exception {
        var yahoo = new ServiceId("yahoo");
        administration().hide(yahoo);
        tamperWithHidden(yahoo);
        Browser mary = signedIn("mary");
        Browser.Page page = mary.get(LIST);
        assertThat(page.text("section[aria-labelledby=standard] [data-service=yahoo]"))
                .contains("Yahoo", "off", "Confirm servers");
        assertThat(page.page().select("[data-service=yahoo] button")).hasSize(1);
        assertThat(page.page().select("[data-service=yahoo] input")).isEmpty();
        assertThat(mary.fragment(SERVICE + "/edit?service=yahoo").status()).isEqualTo(404);
        assertThat(mary.fragment(SERVICE + "/edit?service=gmail").status()).isEqualTo(404);

        Browser.Page window = mary.fragment(DESTINATIONS + "?service=yahoo");
        assertThat(mary.submit(window, DESTINATIONS).header("HX-Trigger")).contains("closeDialog");
        assertThat(administration().catalog().invalid()).isEmpty();
    }

    @Test
    void theHistoryNamesManualEntryWhereNoServiceWasSealedAnew() throws Exception {
        var store = workspace().bean(RegistryStore.class);
        CatalogState state = store.catalog();
        var next = new CatalogVersion(state.version().revision() + 1, "reseal");
        var change = new Change(
                next.revision(),
                state.changedAt(),
                "mary",
                Change.Kind.SEALED_ANEW,
                Optional.empty(),
                "",
                Map.of(),
                Map.of(),
                List.of(),
                "");
        store.commit(new CatalogCommit(
                state.version(),
                next,
                state.changedAt(),
                "reseal",
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(change)));
        assertThat(signedIn("mary").get(LIST + "/history").text(".history > li:first-child"))
                .contains("mary sealed anew the confirmed settings of manual entry");
    }

    @Test
    void usersAreKeptOutOfTheAdministration() throws Exception {
        Browser anna = signedIn("anna");
        assertThat(anna.get(LIST).status()).isEqualTo(403);
        assertThat(anna.fragment(SERVICE).status()).isEqualTo(403);
        assertThat(anna.post(LIST, "revision", "0", "hide", "gmail").status()).isEqualTo(403);
        assertThat(signedIn("mary").postWith("made-up", LIST, "revision", "0").status())
                .isEqualTo(403);
    }

    private static List<String> names() {
        return administration().catalog().services().stream()
                .map(EmailService::name)
                .toList();
    }
}
