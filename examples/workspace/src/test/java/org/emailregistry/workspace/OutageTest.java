package org.emailregistry.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutageTest {
    @Test
    void withoutItsTablesTheStoreIsDownAndNothingIsGuessed() throws Exception {
        try (RunningWorkspace workspace = RunningWorkspace.start()) {
            var mary = new ApiClient(workspace, "mary");
            workspace.bean(JdbcClient.class).sql("DROP ALL OBJECTS").update();

            ApiClient.Answer refused = mary.get("/api/admin/services");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).startsWith("STORE_");
            assertThat(refused.type()).isEqualTo("application/problem+json");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.text()).doesNotContainIgnoringCase("h2", "sql", "table");

            HttpResponse<String> stranger = workspace.get("/actuator/health");
            assertThat(stranger.statusCode()).isEqualTo(503);
            assertThat(stranger.body()).contains("DOWN").doesNotContain("store", "revision");
            assertThat(mary.get("/actuator/health")
                            .json()
                            .path("components")
                            .path("registry")
                            .path("status")
                            .asString())
                    .isEqualTo("DOWN");
            assertThat(mary.get("/actuator/metrics/email.registry.catalog.revision")
                            .text())
                    .contains("NaN");
        }
    }
}
