package org.emailregistry.workspace;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a browser: keeps cookies, and sends the token that forms carry. */
final class PageClient {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final RunningWorkspace workspace;

    /** Somebody who is not signed in. */
    PageClient(RunningWorkspace workspace) {
        this.workspace = workspace;
    }

    HttpResponse<String> signIn(String user, String password) throws Exception {
        return send("POST", "/login", "username=" + user + "&password=" + password + "&_csrf=" + token());
    }

    /** Sends a form with the token of this session, and what else is given. */
    HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, "_csrf=" + token());
    }

    HttpResponse<String> send(String method, String path, String form) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(workspace.uri(path));
        if (method.equals("GET")) {
            request.GET();
        } else {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, HttpRequest.BodyPublishers.ofString(form));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token() throws Exception {
        Matcher token = TOKEN.matcher(send("GET", "/login", "").body());
        if (!token.find()) {
            throw new AssertionError("The login page has no token");
        }
        return ApiClient.encoded(token.group(1));
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
