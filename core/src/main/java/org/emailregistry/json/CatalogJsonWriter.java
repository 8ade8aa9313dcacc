package org.emailregistry.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emailregistry.Catalog;
import org.emailregistry.internal.json.JsonDocument;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.TrustedCertificates;

/** Writes a catalog as a file. */
final class CatalogJsonWriter {
    private CatalogJsonWriter() {}

    static String write(Catalog catalog) {
        List<Object> corporate = new ArrayList<>();
        List<Object> standard = new ArrayList<>();
        for (EmailService service : catalog.services()) {
            if (service.kind() == EmailService.Kind.CORPORATE) {
                corporate.add(members(service));
            } else if (service.revision() > 0) {
                Map<String, Object> decision = new LinkedHashMap<>();
                decision.put("id", service.id().value());
                decision.put("hidden", service.hidden());
                standard.add(decision);
            }
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("version", CatalogFile.VERSION);
        file.put("manualEntryAllowed", catalog.manualEntryAllowed());
        file.put("services", corporate);
        file.put("standard", standard);
        return JsonDocument.write(file);
    }

    private static Map<String, Object> members(EmailService service) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", service.id().value());
        members.put("name", service.name());
        members.put("smtp", members(service.servers().smtp()));
        members.put("imap", members(service.servers().imap()));
        members.put(
                "signIn",
                service.authenticationMethods().stream()
                        .sorted()
                        .map(AuthenticationMethod::name)
                        .toList());
        members.put("domains", List.copyOf(service.domains()));
        service.trustedCertificates().map(TrustedCertificates::pem).ifPresent(pem -> members.put("trust", pem));
        members.put("hidden", service.hidden());
        return members;
    }

    private static Map<String, Object> members(MailServer server) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("server", server.address().toString());
        members.put("security", server.security().name());
        members.put("login", server.userNameFormat().name());
        return members;
    }
}
