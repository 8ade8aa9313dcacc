package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.emailregistry.workspace.demo.DemoMailServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Who gets where. Walks over whatever is mapped, so that an endpoint that is added tomorrow is tested, too. */
class AccessIT extends PagesTest {
    /** The only ones for people who are not signed in. */
    private static final Set<String> OPEN =
            Set.of("/login", "/error", "/actuator/health", "/actuator/health/x", "/api/openapi", "/api/openapi.yaml");

    private static final String ONLY_FOR_BEN = "Only for Ben";

    private List<Endpoint> endpoints;
    private long messageOfBen;

    private record Endpoint(String method, String path) {
        boolean forPrograms() {
            return path.startsWith("/api/") || path.startsWith("/actuator");
        }

        boolean forAdministrators() {
            return path.startsWith("/api/admin/") || path.startsWith("/actuator") || path.startsWith("/admin");
        }
    }

    @BeforeEach
    void findEverything() throws Exception {
        connect("ben", acme());
        var ben = new ApiClient(workspace(), "ben");
        ben.post("/api/mailbox/messages", Map.of("to", "ben@acme.example", "subject", ONLY_FOR_BEN, "text", "Psst."))
                .ok();
        ben.post("/api/mailbox/fetch", Map.of("folder", "INBOX")).ok();
        messageOfBen = ben.get("/api/mailbox/messages")
                .ok()
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asLong();
        assertThat(ben.get("/api/mailbox/messages/" + messageOfBen).text()).contains(ONLY_FOR_BEN);
        endpoints = workspace().beans(RequestMappingInfoHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(this::endpoints)
                .filter(endpoint -> !OPEN.contains(endpoint.path()))
                .distinct()
                .toList();
        assertThat(endpoints)
                .contains(
                        new Endpoint("GET", "/api/admin/services"),
                        new Endpoint("GET", "/api/mailbox/messages/" + messageOfBen),
                        new Endpoint("GET", "/actuator/metrics"),
                        new Endpoint("GET", "/"));
    }

    /** With the id of Ben's message wherever a path wants an id. */
    private Stream<Endpoint> endpoints(RequestMappingInfo info) {
        List<String> methods =
                info.getMethodsCondition().getMethods().stream().map(Enum::name).toList();
        return info.getPatternValues().stream()
                .map(pattern -> pattern.replace("/**", "/x")
                        .replaceAll("\\{\\*?(?:message|id)[^}]*}", Long.toString(messageOfBen))
                        .replaceAll("\\{[^}]+}", "x"))
                .flatMap(path -> (methods.isEmpty() ? List.of("GET", "POST") : methods)
                        .stream().map(method -> new Endpoint(method, path)));
    }

    @Test
    void nobodyGetsAnywhereWithoutSigningIn() throws Exception {
        var stranger = new PageClient(workspace());
        var seen = new SoftAssertions();
        for (Endpoint endpoint : endpoints) {
            HttpResponse<String> response = stranger.send(endpoint.method(), endpoint.path());
            if (endpoint.forPrograms()) {
                seen.assertThat(response.statusCode()).as(endpoint.toString()).isEqualTo(401);
            } else {
                seen.assertThat(response.headers().firstValue("Location").orElse("stays"))
                        .as(endpoint.toString())
                        .endsWith("/login");
            }
        }
        seen.assertAll();
    }

    @Test
    void noUserReachesTheAdministrationOrAnothersMail() throws Exception {
        List<Reached> reached = everythingAs("anna");
        var seen = new SoftAssertions();
        for (Reached each : reached) {
            if (each.endpoint().forAdministrators()) {
                seen.assertThat(each.status()).as(each.endpoint().toString()).isEqualTo(403);
            } else {
                seen.assertThat(each.status()).as(each.endpoint().toString()).isNotIn(401, 403);
            }
            seen.assertThat(each.body()).as(each.endpoint().toString()).doesNotContain(ONLY_FOR_BEN);
        }
        seen.assertAll();
        var ben = new ApiClient(workspace(), "ben");
        assertThat(ben.get("/api/mailbox").json().path("status").asString()).isEqualTo("USABLE");
        assertThat(ben.get("/api/mailbox/messages/" + messageOfBen).text()).contains(ONLY_FOR_BEN);
    }

    @Test
    void administratorsReachTheAdministrationButNobodysMail() throws Exception {
        var seen = new SoftAssertions();
        for (Reached each : everythingAs("mary")) {
            seen.assertThat(each.status()).as(each.endpoint().toString()).isNotIn(401, 403);
            seen.assertThat(each.body()).as(each.endpoint().toString()).doesNotContain(ONLY_FOR_BEN);
        }
        seen.assertAll();
    }

    private record Reached(Endpoint endpoint, int status, String body) {}

    private List<Reached> everythingAs(String user) throws Exception {
        var program = new ApiClient(workspace(), user);
        var person = new PageClient(workspace());
        assertThat(person.signIn(user, user).headers().firstValue("Location"))
                .hasValueSatisfying(target -> assertThat(target).doesNotContain("login"));
        List<Reached> reached = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.forPrograms()) {
                ApiClient.Answer answer = program.send(
                        endpoint.method(), endpoint.path(), endpoint.method().startsWith("P") ? "{}" : null);
                reached.add(new Reached(endpoint, answer.status(), answer.text()));
            } else {
                HttpResponse<String> response = person.send(endpoint.method(), endpoint.path());
                reached.add(new Reached(endpoint, response.statusCode(), response.body()));
            }
        }
        return reached;
    }

    @Test
    void formsOfOtherSitesAreRefused() throws Exception {
        var mary = new PageClient(workspace());
        mary.signIn("mary", "mary");
        var seen = new SoftAssertions();
        for (Endpoint endpoint : endpoints) {
            if (!endpoint.forPrograms() && !endpoint.method().equals("GET")) {
                seen.assertThat(mary.send(endpoint.method(), endpoint.path(), "")
                                .statusCode())
                        .as(endpoint.toString())
                        .isEqualTo(403);
            }
        }
        seen.assertAll();
    }

    /** A browser that knows the name and the password sends them along with the request of any site. */
    @Test
    void otherSitesCannotUseTheApi() throws Exception {
        var seen = new SoftAssertions();
        for (Endpoint endpoint : endpoints) {
            if (!endpoint.path().startsWith("/api/") || endpoint.method().equals("GET")) {
                continue;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(workspace().uri(endpoint.path()))
                    .header("Origin", "https://elsewhere.example")
                    .header("Authorization", "Basic bWFyeTptYXJ5");
            if (endpoint.method().equals("POST")) {
                // What a browser sends without asking first.
                request.header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{}"));
                seen.assertThat(send(request).statusCode())
                        .as(endpoint.toString())
                        .isEqualTo(415);
            } else {
                request.header("Access-Control-Request-Method", endpoint.method())
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
                seen.assertThat(send(request).headers().firstValue("Access-Control-Allow-Origin"))
                        .as(endpoint.toString())
                        .isEmpty();
            }
        }
        seen.assertAll();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void signingInMakesANewSession() throws Exception {
        var anna = new PageClient(workspace());
        anna.send("GET", "/login");
        String before = anna.session();
        anna.signIn("anna", "anna");
        assertThat(anna.session()).isNotEmpty().isNotEqualTo(before);
        assertThat(anna.send("GET", "/").body()).contains("anna");
    }

    @Test
    void theApiKeepsNoSessionAndIsNotCached() throws Exception {
        HttpResponse<String> response =
                new ApiClient(workspace(), "ben").get("/api/mailbox").ok().response();
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.body()).doesNotContain(DemoMailServer.password("ben"));
    }
}
