package org.emailregistry.catalog;

import java.io.StringWriter;
import java.util.TreeSet;
import org.emailregistry.Catalog;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.TrustAnchors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes a catalog as a file. */
final class CatalogJsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private CatalogJsonWriter() {}

    static String write(Catalog catalog) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(new OneValueALine(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("version", CatalogJson.VERSION);
            json.writeBooleanProperty("manualEntryAllowed", catalog.manualEntryAllowed());
            json.writeArrayPropertyStart("services");
            for (EmailService service : catalog.services()) {
                if (service.kind() == EmailService.Kind.CORPORATE) {
                    write(service, json);
                }
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("standard");
            for (EmailService service : catalog.services()) {
                if (service.kind() == EmailService.Kind.STANDARD && service.revision() > 0) {
                    json.writeStartObject();
                    json.writeStringProperty("id", service.id().value());
                    json.writeBooleanProperty("hidden", service.hidden());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void write(EmailService service, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("id", service.id().value());
        json.writeStringProperty("name", service.name());
        write("smtp", service.servers().smtp(), json);
        write("imap", service.servers().imap(), json);
        json.writeArrayPropertyStart("signIn");
        for (SignIn method : new TreeSet<>(service.signIn())) {
            json.writeString(method.name());
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("domains");
        service.domains().forEach(json::writeString);
        json.writeEndArray();
        service.trust().map(TrustAnchors::pem).ifPresent(pem -> json.writeStringProperty("trust", pem));
        json.writeBooleanProperty("hidden", service.hidden());
        json.writeEndObject();
    }

    private static void write(String name, MailServer server, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("server", server.address().toString());
        json.writeStringProperty("security", server.security().name());
        json.writeStringProperty("login", server.login().name());
        json.writeEndObject();
    }

    /** The same whatever the platform, so that versions compare well. */
    private static final class OneValueALine extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            var indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
