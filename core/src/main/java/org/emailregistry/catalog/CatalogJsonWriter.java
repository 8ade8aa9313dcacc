package org.emailregistry.catalog;

import java.util.TreeSet;
import org.emailregistry.Catalog;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.TrustAnchors;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a catalog as a file. */
final class CatalogJsonWriter {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CatalogJsonWriter() {}

    static String write(Catalog catalog) {
        ObjectNode file = MAPPER.createObjectNode();
        file.put("version", CatalogFile.VERSION);
        file.put("manualEntryAllowed", catalog.manualEntryAllowed());
        ArrayNode services = file.putArray("services");
        ArrayNode standard = file.putArray("standard");
        for (EmailService service : catalog.services()) {
            if (service.kind() == EmailService.Kind.CORPORATE) {
                write(service, services.addObject());
            } else if (service.revision() > 0) {
                standard.addObject().put("id", service.id().value()).put("hidden", service.hidden());
            }
        }
        // One value a line whatever the platform, so that versions compare well.
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return MAPPER.writer().with(printer).writeValueAsString(file) + "\n";
    }

    private static void write(EmailService service, ObjectNode into) {
        into.put("id", service.id().value());
        into.put("name", service.name());
        write(service.servers().smtp(), into.putObject("smtp"));
        write(service.servers().imap(), into.putObject("imap"));
        ArrayNode signIn = into.putArray("signIn");
        for (SignIn method : new TreeSet<>(service.signIn())) {
            signIn.add(method.name());
        }
        ArrayNode domains = into.putArray("domains");
        service.domains().forEach(domains::add);
        service.trust().map(TrustAnchors::pem).ifPresent(pem -> into.put("trust", pem));
        into.put("hidden", service.hidden());
    }

    private static void write(MailServer server, ObjectNode into) {
        into.put("server", server.address().toString());
        into.put("security", server.security().name());
        into.put("login", server.login().name());
    }
}
