package org.emailregistry.workspace;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as it runs, on ports of its own and with a database in memory. */
final class RunningWorkspace implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private RunningWorkspace(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one; it is ready when this returns. Properties are written {@code name=value}. */
    static RunningWorkspace start(String... properties) {
        return start(context -> {}, properties);
    }

    /** Starts one, in which something is done before it makes any bean. */
    static RunningWorkspace start(
            ApplicationContextInitializer<ConfigurableApplicationContext> beforeBeans, String... properties) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "server.port", "0",
                "spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                "workspace.folder", "target/test-workspace",
                "workspace.demo-mail-server.smtp-port", "0",
                "workspace.demo-mail-server.imap-port", "0"));
        for (String property : properties) {
            int equals = property.indexOf('=');
            settings.put(property.substring(0, equals), property.substring(equals + 1));
        }
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        var application = new SpringApplication(WorkspaceApplication.class, CheapPasswords.class);
        application.addInitializers(beforeBeans);
        return new RunningWorkspace(application.run(arguments));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** What a page answers to somebody who is not signed in. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
