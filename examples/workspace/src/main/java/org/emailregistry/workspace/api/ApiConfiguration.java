package org.emailregistry.workspace.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.stream.Collectors;
import org.emailregistry.service.ServiceId;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the API in OpenAPI, and configures its error responses. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
    private static final String PROBLEM = "#/components/schemas/Problem";

    static {
        SpringDocUtils.getConfig().replaceWithClass(ServiceId.class, String.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Email workspace")
                        .version("1")
                        .description("Email services, and a user's mailbox. Only administrators may use /api/admin."))
                .addSecurityItem(new SecurityRequirement().addList("basic"))
                .components(new Components()
                        .addSecuritySchemes(
                                "basic",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic"))
                        .addSchemas(
                                "Problem",
                                new ObjectSchema()
                                        .description("RFC 9457; depending on the code, there are further properties")
                                        .addProperty("type", new StringSchema())
                                        .addProperty("title", new StringSchema())
                                        .addProperty("status", new IntegerSchema())
                                        .addProperty("detail", new StringSchema())
                                        .addProperty("code", new StringSchema())));
    }

    /** Adds the problem details to the description of every operation. */
    @Bean
    OpenApiCustomizer problems() {
        var refused = new ApiResponse()
                .description("Refused, or failed")
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(new ObjectSchema().$ref(PROBLEM))));
        return api -> api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> operation.getResponses().addApiResponse("default", refused));
    }

    /** Handles requests that fail before they reach a controller. */
    @Bean
    ProblemErrorController problemErrorController(
            ErrorAttributes attributes, WebProperties web, ObjectProvider<ErrorViewResolver> views) {
        return new ProblemErrorController(
                attributes, web.getError(), views.orderedStream().collect(Collectors.toList()));
    }
}
