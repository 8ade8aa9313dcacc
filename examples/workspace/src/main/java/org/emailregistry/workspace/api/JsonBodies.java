package org.emailregistry.workspace.api;

import java.util.Arrays;
import org.emailregistry.account.Secret;
import org.emailregistry.service.ServiceId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** How the registry's own types are read from JSON. */
@JacksonComponent
final class JsonBodies {
    private JsonBodies() {}

    /** Reads a password as a {@link Secret}, which prints {@code ***} and can be wiped. A secret is never written as JSON. */
    static final class SecretReader extends ValueDeserializer<Secret> {
        @Override
        public @Nullable Secret deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Secret) context.handleUnexpectedToken(Secret.class, parser);
            }
            int start = parser.getStringOffset();
            char[] characters =
                    Arrays.copyOfRange(parser.getStringCharacters(), start, start + parser.getStringLength());
            try {
                return Secret.of(characters);
            } catch (IllegalArgumentException e) {
                return (Secret) context.handleWeirdStringValue(Secret.class, "***", "too long");
            } finally {
                Arrays.fill(characters, '\0');
            }
        }
    }

    /** Reads the id of a service. */
    static final class ServiceIdReader extends ValueDeserializer<ServiceId> {
        @Override
        public @Nullable ServiceId deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (ServiceId) context.handleUnexpectedToken(ServiceId.class, parser);
            }
            try {
                return new ServiceId(parser.getString());
            } catch (IllegalArgumentException e) {
                return (ServiceId) context.handleWeirdStringValue(ServiceId.class, parser.getString(), "no id");
            }
        }
    }
}
