package org.emailregistry.workspace;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the API of a workspace in somebody's name. */
final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningWorkspace workspace;
    private final String user;

    ApiClient(RunningWorkspace workspace, String user) {
        this.workspace = workspace;
        this.user = user;
    }

    /** What the API answered. */
    record Answer(int status, String type, String text, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        String code() {
            return json().path("code").asString();
        }

        /** The same answer, if it was a success. */
        Answer ok() {
            if (status >= 300) {
                throw new AssertionError(response + ": " + text);
            }
            return this;
        }
    }

    Answer get(String path) throws Exception {
        return send("GET", path, null);
    }

    Answer post(String path, Object body) throws Exception {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    Answer put(String path, Object body) throws Exception {
        return send("PUT", path, JSON.writeValueAsString(body));
    }

    Answer patch(String path, Object body) throws Exception {
        return send("PATCH", path, JSON.writeValueAsString(body));
    }

    Answer delete(String path) throws Exception {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable String json) throws Exception {
        String basic = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Authorization", "Basic " + basic);
        if (json == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response);
    }

    private URI uri(String path) {
        return workspace.uri(path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A mailbox of the demonstration's mail server. */
    static Map<String, Object> mailbox(String service, String address, String password) {
        return Map.of("service", service, "login", address, "password", password);
    }
}
