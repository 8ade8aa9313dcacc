package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.emailregistry.workspace.demo.DemoMailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;

/** The story of the quick start, clicked through in Chromium; with a picture of each screen. */
@Tag("chromium")
class ChromiumIT {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String AXE = axe();

    private static final String VIOLATIONS = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ["violations"]}).then(
                result => done(result.violations.flatMap(violation => violation.nodes.map(
                    node => violation.id + " at " + node.target.join(" ") + ": " + node.failureSummary))),
                failure => done(["axe failed: " + failure]));
            """;

    private final List<String> inaccessible = new ArrayList<>();
    private RunningWorkspace workspace;
    private DemoMailServer server;
    private ChromeDriver chromium;
    private WebDriverWait wait;
    private int pictures;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(PICTURES);
        workspace = RunningWorkspace.start();
        server = workspace.bean(DemoMailServer.class);
        var options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,900");
        chromium = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                        .build(),
                options);
        chromium.manage().timeouts().scriptTimeout(PATIENCE);
        wait = new WebDriverWait(chromium, PATIENCE);
        wait.ignoring(StaleElementReferenceException.class, ElementClickInterceptedException.class);
    }

    private static String axe() {
        try (InputStream in =
                Objects.requireNonNull(ChromiumIT.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        try {
            Files.write(PICTURES.resolve("end.png"), chromium.getScreenshotAs(OutputType.BYTES));
        } finally {
            chromium.quit();
            workspace.close();
        }
    }

    @Test
    void fromTheFirstTypingErrorToTheRemovedService() throws Exception {
        signIn("mary");
        addAService();
        hideAndForbid();
        signOut();

        signIn("anna");
        connectAndExchangeMail();
        signOut();

        signIn("mary");
        moveTheServer();
        removeTheService();
        signOut();

        signIn("anna");
        seeWhatHappened();
        reconnectElsewhere();
        seeItOnATelephone("/", "/email", "/email/service");
        signOut();
        signIn("mary");
        seeItOnATelephone("/admin/email", "/admin/email/history");

        assertThat(inaccessible).isEmpty();
        assertThat(chromium.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getMessage().contains("Content Security Policy")
                        || entry.getMessage().contains("Uncaught"))
                .isEmpty();
    }

    private void signIn(String user) throws IOException {
        open("/login");
        type("[name=username]", user);
        type("[name=password]", user);
        picture("sign-in-" + user);
        click("main button[type=submit]");
        see("h1", "Hello, " + user);
        picture("home-" + user);
    }

    private void signOut() {
        click(".signout button");
        see("main", "You are signed out");
    }

    /** A typing error, mended by one click on the suggestion. */
    private void addAService() throws IOException {
        open("/admin/email");
        see("h1", "Email Service Settings");
        picture("settings");
        click(".tools button");
        type("#name", "Acme Post");
        type("#smtp", server.smtp("acme.example"));
        type("#imap", "imaps://imap.acme.example");
        picture("add");
        click("#dialog footer button[type=submit]");
        see("#problem-imap", "Use imap.acme.example:993");
        picture("add-problem");
        click("#problem-imap button.fix");
        assertThat(one("#imap").getDomProperty("value")).isEqualTo("imap.acme.example:993");
        type("#imap", server.imap("acme.example"));
        click("#dialog footer button[type=button]");
        wait.until(ExpectedConditions.presenceOfElementLocated(
                By.cssSelector("[data-protocol=IMAP][data-outcome=OK_WITHOUT_LOGIN]")));
        picture("add-tested");
        click("#dialog footer button[type=submit]");
        see("#list", "Acme Post");
        gone("#dialog[open]");
    }

    /** One Save for what was hidden and ticked together. */
    private void hideAndForbid() throws IOException {
        click("[data-service=gmail] label.eye");
        click("[name=manualEntry]");
        picture("hide");
        click(".savebar button");
        see(".message", "Saved");
        see("[data-service=gmail]", "hidden");
        picture("hidden");
    }

    private void connectAndExchangeMail() throws IOException {
        open("/email/service");
        assertThat(one(".choices").getText()).contains("Acme Post").doesNotContain("Gmail", "Other");
        choose("Acme Post");
        type("#login", "anna@acme.example");
        type("#password", "guess");
        click("button.test");
        wait.until(ExpectedConditions.presenceOfElementLocated(
                By.cssSelector("[data-protocol=IMAP][data-outcome=CREDENTIALS_REJECTED]")));
        picture("connect-wrong-password");
        type("#password", DemoMailServer.password("anna"));
        click("button.test");
        wait.until(
                ExpectedConditions.presenceOfElementLocated(By.cssSelector("[data-protocol=SMTP][data-outcome=OK]")));
        picture("connect-tested");
        click(".buttons button[type=submit]");
        see("h1", "Email");
        see(".messages", "Welcome");
        picture("mailbox");
        click(".tools > button");
        type("#to", "anna@acme.example");
        type("#message-subject", "Note to myself");
        type("#text", "It works.");
        picture("write");
        click("#dialog footer button[type=submit]");
        see(".message", "The message is sent");
        click(By.partialLinkText("Inbox"));
        see(".messages", "Note to myself");
        click(By.partialLinkText("Note to myself"));
        see(".reader", "It works.");
        picture("read");
    }

    private void moveTheServer() throws IOException {
        open("/admin/email");
        click("[aria-label='Edit Acme Post']");
        type("#imap", server.imap("cloud.example"));
        click("#dialog footer button[type=submit]");
        see("[data-followers]", "One connected mailbox follows");
        see("[data-plan]", "another IMAP host");
        picture("edit-plan");
        click("[data-plan] [name=confirmed]");
        click("[data-plan] button[type=submit]");
        gone("#dialog[open]");
        see("#list", server.imap("cloud.example"));
        assertThat(mailboxOf("anna").path("imap").path("address").asString()).isEqualTo(server.imap("cloud.example"));
    }

    /** Ben arrives while the window is open: the removal is refused and shown anew. */
    private void removeTheService() throws Exception {
        click("[aria-label='Delete Acme Post']");
        see("#dialog .users", "anna");
        picture("delete");
        click("#dialog button.danger");
        see("[data-service].removed", "deleted with Save");
        picture("deleted-not-saved");
        var ben = new ApiClient(workspace, "ben");
        ben.delete("/api/mailbox").ok();
        ben.post(
                        "/api/mailbox",
                        ApiClient.mailbox(
                                String.valueOf(one("[data-service].removed").getDomAttribute("data-service")),
                                "ben@acme.example",
                                DemoMailServer.password("ben")))
                .ok();
        click(".savebar button");
        see("[data-stale]", "somebody has connected a mailbox");
        see("#dialog .users", "ben");
        picture("delete-stale");
        click("#dialog button.danger");
        gone("#dialog[open]");
        click(".savebar button");
        see(".message", "Saved");
        assertThat(one("#list").getText()).doesNotContain("Acme Post");
        picture("deleted");
        open("/admin/email/history");
        see(".history", "Acme Post");
        picture("history");
    }

    private void seeWhatHappened() throws IOException {
        see("[data-reason=SERVICE_REMOVED]", "Acme Post");
        open("/email");
        see("[data-reason=SERVICE_REMOVED]", "does not work any more");
        see(".messages", "Note to myself");
        picture("removed");
    }

    private void reconnectElsewhere() throws Exception {
        click("[data-reason] a[role=button]");
        see("h1", "Connect anna@acme.example");
        choose("Acme Mail");
        type("#password", DemoMailServer.password("anna"));
        picture("reconnect");
        click(".buttons button[type=submit]");
        see("h1", "Email");
        see(".account", "Acme Mail");
        see(".messages", "Note to myself");
        picture("reconnected");
        assertThat(mailboxOf("anna").path("generation").asInt()).isEqualTo(2);
    }

    private void seeItOnATelephone(String... paths) throws IOException {
        chromium.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 780, "deviceScaleFactor", 2, "mobile", true));
        for (String path : paths) {
            open(path);
            picture("narrow" + path.replace('/', '-'));
            Object wider = chromium.executeScript(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(wider).as(path).isEqualTo(0L);
        }
    }

    private JsonNode mailboxOf(String user) {
        try {
            return new ApiClient(workspace, user).get("/api/mailbox").ok().json();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void open(String path) {
        chromium.get(workspace.uri(path).toString());
    }

    private WebElement one(String selector) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }

    private void see(String selector, String text) {
        wait.until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
    }

    private void gone(String selector) {
        wait.until(ExpectedConditions.invisibilityOfElementLocated(By.cssSelector(selector)));
    }

    private void type(String selector, String text) {
        WebElement field = one(selector);
        field.clear();
        field.sendKeys(text);
    }

    private void click(String selector) {
        click(By.cssSelector(selector));
    }

    private void choose(String service) {
        click(By.xpath("//label[contains(@class, 'tile')][contains(., '" + service + "')]"));
    }

    private void click(By where) {
        wait.until(driver -> {
            WebElement element = driver.findElement(where);
            if (!element.isDisplayed() || !element.isEnabled()) {
                return false;
            }
            // As people scroll; the driver itself would stop as soon as it is behind the bar at the bottom.
            chromium.executeScript("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
            element.click();
            return true;
        });
    }

    /** A picture of what is open, light and dark; and what axe finds wrong with it for people with disabilities. */
    private void picture(String name) throws IOException {
        pictures++;
        for (String scheme : List.of("dark", "light")) {
            // Without motion, colours are there at once.
            chromium.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of(
                            "features",
                            List.of(
                                    Map.of("name", "prefers-color-scheme", "value", scheme),
                                    Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
            Files.write(
                    PICTURES.resolve("%02d-%s-%s.png".formatted(pictures, name, scheme)),
                    chromium.getScreenshotAs(OutputType.BYTES));
            chromium.executeScript(AXE);
            var found = (List<?>) Objects.requireNonNull(chromium.executeAsyncScript(VIOLATIONS));
            found.forEach(violation -> inaccessible.add(name + ", " + scheme + ": " + violation));
        }
    }
}
