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

    /** A password, into what prints {@code ***} and can be wiped. There is no way back into JSON. */
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

    /** The id of a service. */
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
