package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.emailregistry.service.EmailService;
import org.emailregistry.workspace.demo.DemoMailServer;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operations and programmers get: health, meters, the description of the API, and problem details. */
class OperationsIT extends PagesTest {
    private final ApiClient mary = new ApiClient(workspace(), "mary");
    private final ApiClient anna = new ApiClient(workspace(), "anna");

    @Test
    void strangersLearnOnlyWhetherItIsUp() throws Exception {
        HttpResponse<String> health = workspace().get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        JsonNode seen = JsonMapper.shared().readTree(health.body());
        assertThat(seen.path("status").asString()).isEqualTo("UP");
        assertThat(seen.has("components")).isFalse();
        assertThat(anna.get("/actuator/health").json().has("components")).isFalse();
    }

    @Test
    void administratorsSeeWhatTheRegistryHas() throws Exception {
        JsonNode registry =
                mary.get("/actuator/health").ok().json().path("components").path("registry");
        assertThat(registry.path("status").asString()).isEqualTo("UP");
        assertThat(registry.path("details").path("revision").asLong()).isPositive();
        assertThat(registry.path("details").path("services").asInt()).isGreaterThan(10);
        assertThat(registry.path("details").path("invalidServices").asInt()).isZero();
    }

    @Test
    void metersTellWhatIsThereAndWhatHappened() throws Exception {
        EmailService acme = acme();
        connect("ben", acme);
        connect("chloe", acme);
        // Meters refer weakly to what they measure.
        System.gc();
        assertThat(meter("email.registry.catalog.revision"))
                .isEqualTo((double) administration().catalog().revision());
        assertThat(meter("email.registry.catalog.age")).isBetween(0.0, 3600.0);
        assertThat(meter("email.registry.services?tag=kind:CORPORATE&tag=hidden:false"))
                .isEqualTo(1);
        assertThat(meter("email.registry.services?tag=hidden:true")).isZero();
        assertThat(meter("email.registry.services.invalid")).isZero();
        assertThat(meter("email.registry.mailboxes")).isEqualTo(2);
        assertThat(meter("email.registry.mailboxes.failing")).isZero();
        assertThat(meter("email.registry.connections.open")).isZero();

        String ok = "email.registry.probe?tag=protocol:IMAP&tag=outcome:OK";
        String rejected = "email.registry.probe?tag=protocol:SMTP&tag=outcome:CREDENTIALS_REJECTED";
        String id = acme.id().value();
        test(id, "guess");
        test(id, DemoMailServer.password("anna"));
        double before = meter(ok);
        double rejectedBefore = meter(rejected);
        test(id, "guess");
        test(id, DemoMailServer.password("anna"));
        assertThat(meter(ok) - before).isEqualTo(1);
        assertThat(meter(rejected) - rejectedBefore).isEqualTo(1);
    }

    @Test
    void aServiceThatIsOffIsCountedAndIsNoReasonToStopTheNode() throws Exception {
        tamperWithHidden(acme().id());
        assertThat(meter("email.registry.services.invalid")).isEqualTo(1);
        JsonNode registry =
                mary.get("/actuator/health").ok().json().path("components").path("registry");
        assertThat(registry.path("status").asString()).isEqualTo("UP");
        assertThat(registry.path("details").path("invalidServices").asInt()).isEqualTo(1);
    }

    private void test(String service, String password) throws Exception {
        anna.post("/api/test", ApiClient.mailbox(service, "anna@acme.example", password))
                .ok();
    }

    private double meter(String name) throws Exception {
        return mary.get("/actuator/metrics/" + name)
                .ok()
                .json()
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble();
    }

    @Test
    void everythingThatIsMappedUnderApiIsDescribed() throws Exception {
        JsonNode api =
                JsonMapper.shared().readTree(workspace().get("/api/openapi").body());
        List<String> described = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    described.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    assertThat(operation
                                    .getValue()
                                    .path("responses")
                                    .path("default")
                                    .toString())
                            .as(path.getKey())
                            .contains("application/problem+json");
                }));
        List<String> mapped = workspace().beans(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") && !path.startsWith("/api/openapi"))
                        .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name() + " " + path)))
                .toList();
        assertThat(new TreeSet<>(described)).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(mapped);
        JsonNode schemas = api.path("components").path("schemas");
        for (String body : List.of("ConnectBody", "CredentialsBody", "TestBody")) {
            JsonNode password = schemas.path(body).path("properties").path("password");
            assertThat(password.path("format").asString()).as(body).isEqualTo("password");
            assertThat(password.path("writeOnly").asBoolean()).as(body).isTrue();
        }
        assertThat(api.path("components")
                        .path("securitySchemes")
                        .path("basic")
                        .path("scheme")
                        .asString())
                .isEqualTo("basic");
    }

    @Test
    void whateverFailsIsAProblemDetail() throws Exception {
        var stranger = new ApiClient(workspace(), "nobody");
        Map<String, ApiClient.Answer> failures = Map.ofEntries(
                Map.entry("401 UNAUTHORIZED", stranger.get("/api/services")),
                Map.entry("403 FORBIDDEN", anna.get("/api/admin/services")),
                Map.entry("404 NOT_FOUND", anna.get("/api/nothing")),
                Map.entry("404 NO_MAILBOX", anna.get("/api/mailbox")),
                Map.entry("404 UNKNOWN_SERVICE", mary.get("/api/admin/services/none/removal-plan")),
                Map.entry("405 METHOD_NOT_ALLOWED", anna.delete("/api/services")),
                Map.entry("415 UNSUPPORTED_MEDIA_TYPE", anna.send("POST", "/api/test", null)),
                Map.entry("400 BAD_REQUEST", anna.post("/api/mailbox/fetch", Map.of())),
                Map.entry("409 STANDARD_SERVICE", mary.get("/api/admin/services/gmail/removal-plan")),
                Map.entry("422 INVALID_REQUEST", anna.post("/api/test", Map.of("service", "gmail"))),
                Map.entry("422 INVALID_SERVICE", mary.post("/api/admin/services", Map.of())));
        failures.forEach((expected, answer) -> {
            assertThat(answer.status() + " " + answer.code()).isEqualTo(expected);
            assertThat(answer.type()).as(expected).isEqualTo("application/problem+json");
            assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
            assertThat(answer.json().path("title").asString()).as(expected).isNotEmpty();
        });
        assertThat(problems(failures, "422 INVALID_SERVICE").size()).isGreaterThan(2);
        JsonNode login = problems(failures, "422 INVALID_REQUEST").path(0);
        assertThat(login.path("field").asString()).isEqualTo("LOGIN");
        JsonNode folder = problems(failures, "400 BAD_REQUEST").path(0);
        assertThat(folder.path("field").asString()).isEqualTo("folder");
    }

    private static JsonNode problems(Map<String, ApiClient.Answer> failures, String key) {
        return Objects.requireNonNull(failures.get(key), key).json().path("problems");
    }

    @Test
    void cursorsAndLimitsThatCannotBeAreBadRequests() throws Exception {
        EmailService acme = acme();
        connect("ben", acme);
        String users = "/api/admin/services/" + acme.id() + "/users";
        List<ApiClient.Answer> answers = Stream.of("?limit=0", "?limit=1001", "?cursor=x")
                .map(query -> {
                    try {
                        return mary.get(users + query);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(answers).extracting(ApiClient.Answer::status).containsOnly(400);
        assertThat(new ApiClient(workspace(), "ben")
                        .get("/api/mailbox/messages?cursor=x")
                        .status())
                .isEqualTo(400);
    }
}
