package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StartIT extends PagesTest {
    @Test
    void everythingThatThePageNeedsIsServedHere() throws Exception {
        String page = workspace().get("/login").body();
        List<String> files = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.[a-z]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(5);
        for (String file : files) {
            assertThat(workspace().get(file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(page).doesNotContain("//cdn", "https://");
    }

    @Test
    void pagesForbidScriptsOfStrangers() throws Exception {
        HttpResponse<String> page = workspace().get("/login");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }
}
