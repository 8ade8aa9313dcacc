package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emailregistry.service.EmailService;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretIT extends PagesTest {
    private static final String MARKED = "MaRkEd-S3cret";

    private static final List<String> TALKATIVE = List.of("org.springframework.web", "org.emailregistry");

    private final List<ApiClient.Answer> answers = new ArrayList<>();

    @Test
    void noPasswordIsEchoedOrLogged() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        EmailService acme = acme();
        connect("ben", acme);
        log.start();
        TALKATIVE.forEach(name -> listen(name, log));
        try {
            talk(acme.id().value());
        } finally {
            TALKATIVE.forEach(name -> ignore(name, log));
        }
        assertThat(answers).extracting(ApiClient.Answer::status).contains(200, 201, 400, 409, 422, 502);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.text()).doesNotContain(MARKED);
            assertThat(answer.response().headers().toString()).doesNotContain(MARKED);
        });
        assertThat(log.list).hasSizeGreaterThan(answers.size()).allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).doesNotContain(MARKED);
            if (event.getThrowableProxy() != null) {
                assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .doesNotContain(MARKED);
            }
        });
    }

    /** Everything that takes a password, as it succeeds and as it fails. */
    private void talk(String id) throws Exception {
        var mary = new ApiClient(workspace(), "mary");
        var anna = new ApiClient(workspace(), "anna");
        var ben = new ApiClient(workspace(), "ben");
        Map<String, Object> draft = Map.of(
                "name", "Other",
                "smtpServer", server().smtp("cloud.example"),
                "smtpSecurity", "STARTTLS",
                "imapServer", server().imap("cloud.example"),
                "imapSecurity", "TLS");
        Map<String, Object> wrong = ApiClient.mailbox(id, "anna@acme.example", MARKED);

        keep(mary.post(
                "/api/admin/services/test",
                Map.of("service", draft, "login", "anna@cloud.example", "password", MARKED)));
        keep(mary.post("/api/admin/services/test", Map.of("service", Map.of(), "login", "x", "password", MARKED)));
        keep(mary.post("/api/admin/services/test", Map.of("password", MARKED)));
        keep(anna.post("/api/test", wrong));
        keep(anna.post("/api/mailbox", wrong));
        keep(anna.post("/api/mailbox", wrong));
        keep(anna.put("/api/mailbox", wrong));
        keep(anna.get("/api/mailbox"));
        keep(anna.post("/api/mailbox/fetch", Map.of("folder", "INBOX")));
        keep(anna.post("/api/mailbox/messages", Map.of("to", "a@b.example", "subject", "S", "text", "T")));
        keep(anna.put("/api/mailbox/credentials", Map.of("login", "anna", "password", MARKED)));
        keep(anna.post("/api/mailbox/credentials/test", Map.of("login", "anna", "password", MARKED)));
        keep(ben.post("/api/test", ApiClient.mailbox("none", "ben@acme.example", MARKED)));
        keep(ben.post("/api/test", ApiClient.mailbox("", "ben@acme.example", MARKED)));
        keep(ben.post("/api/mailbox", ApiClient.mailbox(id, "", MARKED)));
        keep(ben.post("/api/mailbox", ApiClient.mailbox(id, "ben@acme.example", MARKED + "\n")));
        keep(ben.post("/api/mailbox", ApiClient.mailbox(id, "ben@acme.example", MARKED.repeat(2000))));
        keep(ben.post("/api/mailbox", Map.of("service", id, "password", List.of(MARKED))));
        keep(ben.post("/api/mailbox", Map.of("service", id, "password", Map.of("value", MARKED))));
        Map<String, Object> typed = new HashMap<>(draft);
        typed.remove("name");
        typed.put("imapServer", "nowhere");
        typed.put("login", "ben@cloud.example");
        typed.put("password", MARKED);
        keep(ben.post("/api/test", typed));
        typed.put("imapSecurity", "NONE");
        keep(ben.post("/api/mailbox", typed));
    }

    private void keep(ApiClient.Answer answer) {
        answers.add(answer);
    }

    private static void listen(String name, ListAppender<ILoggingEvent> log) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    private static void ignore(String name, ListAppender<ILoggingEvent> log) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
