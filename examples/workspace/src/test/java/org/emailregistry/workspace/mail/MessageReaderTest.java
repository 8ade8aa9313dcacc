package org.emailregistry.workspace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>x()</script>",
                "<svg onload=x()><script>x()</script></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=x()></style></mglyph></table></mtext></math>",
                "<noscript><p title=\"</noscript><img src=x onerror=x()>\"></noscript>",
                "<a href='java\tscript:x()'>x</a>",
                "<a href=' &#106;avascript:x()'>x</a>",
                "<a href='data:text/html,x'>x</a>",
                "<a href='//tracker.example' hx-get='/email/disconnect' data-hx-post='/email/disconnect'>x</a>",
                "<iframe srcdoc='x'></iframe><object data=x></object><embed src=x>",
                "<form action='/email/disconnect' method=post><button>x</button></form>",
                "<img src='https://tracker.example/pixel'><video poster='https://tracker.example'></video>",
                "<style>body{background:url(https://tracker.example)}</style><p style='position:fixed' class=savebar id=dialog>x</p>",
                "<link rel=stylesheet href='https://tracker.example'><meta http-equiv=refresh content='0;url=x'><base href='x'>"
            })
    void nothingOfAMailRunsLoadsOrLooksLikeThePage(String html) throws Exception {
        assertThat(read(html).html())
                .doesNotContainIgnoringCase(
                        "script", "onerror", "onload", "hx-", "<svg", "<math", "<img", "<style", "<link", "<meta",
                        "<base")
                .doesNotContainIgnoringCase(
                        "<iframe", "<object", "<embed", "<form", "<button", "<video", "style=", "class=", "id=",
                        "data:");
    }

    @Test
    void textLinksAndTablesStayAndLinksOpenElsewhereWithoutAReferrer() throws Exception {
        assertThat(read("<table><tr><td><b>Hi</b> <a href='https://example.com/'>there</a></td></tr></table>")
                        .html())
                .contains("<b>Hi</b>", "<td>", "href=\"https://example.com/\"", "target=\"_blank\"", "noopener");
    }

    @Test
    void aMessageWithoutAnythingCanBeRead() throws Exception {
        var message = new MimeMessage(Session.getInstance(new Properties()));
        message.setText("");
        message.saveChanges();
        KeptMessage kept = MessageReader.read("INBOX", message);
        assertThat(kept.subject()).isEmpty();
        assertThat(kept.sender()).isEmpty();
    }

    private static KeptMessage read(String html) throws Exception {
        var message = new MimeMessage(Session.getInstance(new Properties()));
        message.setContent(html, "text/html; charset=UTF-8");
        message.saveChanges();
        return MessageReader.read("INBOX", message);
    }
}
