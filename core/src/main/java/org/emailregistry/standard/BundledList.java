package org.emailregistry.standard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.internal.json.JsonDocument;
import org.emailregistry.internal.json.JsonObject;
import org.emailregistry.json.JsonProblem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.OAuth2Endpoints;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.ServiceSource;
import org.emailregistry.service.SetupHint;
import org.emailregistry.service.StandardService;
import org.emailregistry.service.UserNameFormat;

/**
 * The bundled file {@code standard-services.json}. It is part of the build, so an invalid file is a programming error
 * and throws {@link IllegalStateException}.
 *
 * @param all all services, the most widely used first
 * @param commonCount the number of services, from the first on, that {@link #common} returns
 */
record BundledList(List<StandardService> all, int commonCount) {
    private static final String FILE = "standard-services.json";
    private static final int FORMAT = 1;

    List<StandardService> common() {
        return all.subList(0, commonCount);
    }

    static BundledList read() {
        try (InputStream in = BundledList.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + ": missing from the jar of the library");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    static BundledList parse(String json) {
        List<JsonProblem> problems = new ArrayList<>();
        Optional<BundledList> list = JsonDocument.read(json, problems).map(BundledList::list);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(FILE + ": " + problems);
        }
        return list.orElseThrow();
    }

    private static BundledList list(JsonObject file) {
        int format = file.integer("format").orElseThrow();
        if (format != FORMAT) {
            throw new IllegalStateException(FILE + ": format " + format + ", expected " + FORMAT);
        }
        JsonObject documents = file.object("sources").orElseThrow();
        Map<String, ServiceSource> sources = new HashMap<>();
        JsonObject hints = file.object("hints").orElseThrow();
        List<StandardService> services = new ArrayList<>();
        for (JsonObject service : file.objects("services", Integer.MAX_VALUE)) {
            ServiceSource document = sources.computeIfAbsent(
                    service.string("source").orElseThrow(),
                    name -> source(documents.object(name).orElseThrow()));
            services.add(service(service, document, hints));
        }
        return new BundledList(List.copyOf(services), file.integer("common").orElseThrow());
    }

    private static StandardService service(JsonObject service, ServiceSource document, JsonObject hints) {
        return new StandardService(
                new ServiceId(service.string("id").orElseThrow()),
                service.string("name").orElseThrow(),
                new ServerSettings(
                        server(service.object("smtp").orElseThrow()),
                        server(service.object("imap").orElseThrow())),
                EnumSet.copyOf(service.constants("signIn", AuthenticationMethod.class)),
                new LinkedHashSet<>(service.strings("domains")),
                setup(service, hints),
                service.has("oauth2") ? service.object("oauth2").map(BundledList::endpoints) : Optional.empty(),
                service.has("retired") ? service.string("retired").map(LocalDate::parse) : Optional.empty(),
                Optional.of(
                        service.has("file")
                                ? part(document, service.string("file").orElseThrow())
                                : document));
    }

    private static MailServer server(JsonObject server) {
        return new MailServer(
                ServerAddress.parse(server.string("server").orElseThrow()),
                server.constant("security", ConnectionSecurity.class).orElseThrow(),
                server.constant("login", UserNameFormat.class).orElseThrow());
    }

    private static List<SetupHint> setup(JsonObject service, JsonObject texts) {
        List<SetupHint> setup = new ArrayList<>();
        if (service.has("setup")) {
            for (JsonObject hint : service.objects("setup", Integer.MAX_VALUE)) {
                SetupHint.Code code =
                        hint.constant("code", SetupHint.Code.class).orElseThrow();
                Optional<URI> link = hint.has("link") ? hint.string("link").map(URI::create) : Optional.empty();
                setup.add(new SetupHint(code, texts.string(code.name()).orElseThrow(), link));
            }
        }
        return setup;
    }

    private static OAuth2Endpoints endpoints(JsonObject oauth2) {
        return new OAuth2Endpoints(
                URI.create(oauth2.string("authorization").orElseThrow()),
                URI.create(oauth2.string("token").orElseThrow()),
                new LinkedHashSet<>(oauth2.strings("scopes")));
    }

    private static ServiceSource source(JsonObject document) {
        return new ServiceSource(
                document.string("name").orElseThrow(),
                URI.create(document.string("location").orElseThrow()),
                LocalDate.parse(document.string("date").orElseThrow()));
    }

    private static ServiceSource part(ServiceSource document, String file) {
        return new ServiceSource(document.name(), document.location().resolve(file), document.date());
    }
}
