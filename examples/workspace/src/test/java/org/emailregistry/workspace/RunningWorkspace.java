package org.emailregistry.workspace;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as it runs, on ports of its own and with a database in memory. */
final class RunningWorkspace implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private RunningWorkspace(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one; it is ready when this returns. */
    static RunningWorkspace start(String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
                "--workspace.folder=target/test-workspace",
                "--workspace.demo-mail-server.smtp-port=0",
                "--workspace.demo-mail-server.imap-port=0"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new RunningWorkspace(
                SpringApplication.run(WorkspaceApplication.class, arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
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
