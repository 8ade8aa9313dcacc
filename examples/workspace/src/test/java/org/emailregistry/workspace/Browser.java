package org.emailregistry.workspace;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Somebody who is signed in: keeps cookies, sends what forms hold, and follows redirects. */
final class Browser {
    private final RunningWorkspace workspace;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final List<String> seen = new ArrayList<>();

    private Browser(RunningWorkspace workspace) {
        this.workspace = workspace;
    }

    /** Signs in as one of the demonstration's users. */
    static Browser signedIn(RunningWorkspace workspace, String user) throws IOException, InterruptedException {
        var browser = new Browser(workspace);
        Page first = browser.post("/login", "username", user, "password", user);
        if (first.status() != 200 || first.page().select("form.signout").isEmpty()) {
            throw new IllegalStateException("not signed in: " + first.status());
        }
        return browser;
    }

    /** All that was answered so far. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    Page get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(workspace.uri(path)));
    }

    /** What htmx gets. */
    Page fragment(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(workspace.uri(path)).header("HX-Request", "true"));
    }

    /** What htmx posts, with the token from the page. */
    Page post(String path, String... namesAndValues) throws IOException, InterruptedException {
        return postWith(token(), path, namesAndValues);
    }

    /** The same with a token of one's own. */
    Page postWith(String csrf, String path, String... namesAndValues) throws IOException, InterruptedException {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parts.add(encoded(namesAndValues[i]) + "=" + encoded(namesAndValues[i + 1]));
        }
        return send(HttpRequest.newBuilder(workspace.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("HX-Request", "true")
                .header("X-CSRF-TOKEN", csrf)
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", parts))));
    }

    /** Sends a form of a page as it is filled in, with other values for the names that are given. */
    Page submit(Page page, String path, String... namesAndValues) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(namesAndValues));
        for (Element input : page.page().select("#settings [name], form.window [name]")) {
            boolean choice =
                    input.attr("type").equals("checkbox") || input.attr("type").equals("radio");
            if ((!choice || input.hasAttr("checked")) && !all.contains(input.attr("name"))) {
                all.add(input.attr("name"));
                all.add(input.val());
            }
        }
        return post(path, all.toArray(String[]::new));
    }

    private String token() throws IOException, InterruptedException {
        String headers = get("/login").page().body().attr("hx-headers");
        return headers.replaceAll(".*: \"(.*)\"}", "$1");
    }

    private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        seen.add(response.body());
        return new Page(response);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An answer. */
    record Page(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        URI uri() {
            return response.uri();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        Document page() {
            return Jsoup.parse(response.body());
        }

        /** The text of what a selector finds. */
        String text(String selector) {
            return page().select(selector).text();
        }

        /** A value of the first that a selector finds. */
        String value(String selector) {
            Element first = page().selectFirst(selector);
            if (first == null) {
                throw new AssertionError("no " + selector + " in " + response.body());
            }
            return first.val();
        }
    }
}
