package org.emailregistry.json;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.emailregistry.internal.json.JsonDocument;
import org.emailregistry.internal.json.JsonObject;
import org.emailregistry.policy.Field;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.UserNameFormat;

/**
 * The content of a catalog file, independent of any catalog.
 *
 * @param manualEntryAllowed empty if the file has no such member
 */
record CatalogFile(List<Corporate> services, List<Standard> standard, Optional<Boolean> manualEntryAllowed) {
    /** The version of the format that is written, and the only version that is read. */
    static final int VERSION = 1;

    /** The maximum number of services of either kind in one file: more than any list that people choose from. */
    static final int MAXIMUM_SERVICES = 2_000;

    /**
     * A corporate service in a file.
     *
     * @param id the empty string if the file has no id for it
     * @param hidden empty if the file has no such member
     */
    record Corporate(String pointer, String id, ServiceDraft draft, Optional<Boolean> hidden) {
        /** Returns the JSON pointer of the member that holds a field of the form. */
        String pointer(Field field) {
            return pointer
                    + switch (field) {
                        case NAME -> "/name";
                        case SMTP_SERVER -> "/smtp/server";
                        case SMTP_SECURITY -> "/smtp/security";
                        case SMTP_USER_NAME_FORMAT -> "/smtp/login";
                        case IMAP_SERVER -> "/imap/server";
                        case IMAP_SECURITY -> "/imap/security";
                        case IMAP_USER_NAME_FORMAT -> "/imap/login";
                        case AUTHENTICATION_METHODS -> "/signIn";
                        case DOMAINS -> "/domains";
                        case TRUSTED_CERTIFICATES -> "/trust";
                        default -> "";
                    };
        }
    }

    /** A decision about a standard service in a file. */
    record Standard(String pointer, String id, boolean hidden) {}

    /** Reads a file. Unreadable members are added to the problems and left out of the result. */
    static CatalogFile read(String json, List<JsonProblem> problems) {
        return JsonDocument.read(json, problems)
                .filter(file -> isOfThisVersion(file, problems))
                .map(CatalogFile::read)
                .orElseGet(() -> new CatalogFile(List.of(), List.of(), Optional.empty()));
    }

    private static boolean isOfThisVersion(JsonObject file, List<JsonProblem> problems) {
        Optional<Integer> version = file.integer("version");
        if (version.isPresent() && version.get() != VERSION) {
            problems.add(JsonProblem.error(
                    file.pointer("version"),
                    JsonProblem.Code.UNKNOWN_VERSION,
                    "Version " + version.get() + " is not supported; this library reads version " + VERSION
                            + ". The rest of the document was not read."));
        }
        return version.isPresent() && version.get() == VERSION;
    }

    private static CatalogFile read(JsonObject file) {
        List<Corporate> services = new ArrayList<>();
        if (file.has("services")) {
            file.objects("services", MAXIMUM_SERVICES).forEach(service -> services.add(corporate(service)));
        }
        List<Standard> standard = new ArrayList<>();
        if (file.has("standard")) {
            file.objects("standard", MAXIMUM_SERVICES)
                    .forEach(decision -> standard(decision).ifPresent(standard::add));
        }
        Optional<Boolean> manual = file.has("manualEntryAllowed") ? file.bool("manualEntryAllowed") : Optional.empty();
        file.refuseOthers();
        return new CatalogFile(List.copyOf(services), List.copyOf(standard), manual);
    }

    private static Corporate corporate(JsonObject service) {
        String id = service.has("id") ? service.string("id").orElse("") : "";
        ServiceDraft draft = ServiceDraft.named(service.string("name").orElse(""));
        UserNameFormat smtpLogin = UserNameFormat.AS_TYPED;
        UserNameFormat imapLogin = UserNameFormat.AS_TYPED;
        Optional<JsonObject> smtp = service.object("smtp");
        if (smtp.isPresent()) {
            draft = draft.withSmtp(address(smtp.get()), security(smtp.get()).orElse(null));
            smtpLogin = login(smtp.get());
            smtp.get().refuseOthers();
        }
        Optional<JsonObject> imap = service.object("imap");
        if (imap.isPresent()) {
            draft = draft.withImap(address(imap.get()), security(imap.get()).orElse(null));
            imapLogin = login(imap.get());
            imap.get().refuseOthers();
        }
        draft = draft.withUserNameFormats(smtpLogin, imapLogin);
        if (service.has("signIn")) {
            EnumSet<AuthenticationMethod> authenticationMethods = EnumSet.noneOf(AuthenticationMethod.class);
            authenticationMethods.addAll(service.constants("signIn", AuthenticationMethod.class));
            draft = draft.withAuthenticationMethods(authenticationMethods);
        }
        if (service.has("domains")) {
            draft = draft.withDomains(new LinkedHashSet<>(service.strings("domains")));
        }
        if (service.has("trust")) {
            draft = draft.withTrustedCertificates(service.string("trust").orElse(null));
        }
        Optional<Boolean> hidden = service.has("hidden") ? service.bool("hidden") : Optional.empty();
        service.refuseOthers();
        return new Corporate(service.pointer(), id, draft, hidden);
    }

    private static String address(JsonObject server) {
        return server.string("server").orElse("");
    }

    private static Optional<ConnectionSecurity> security(JsonObject server) {
        return server.constant("security", ConnectionSecurity.class);
    }

    private static UserNameFormat login(JsonObject server) {
        return server.has("login")
                ? server.constant("login", UserNameFormat.class).orElse(UserNameFormat.AS_TYPED)
                : UserNameFormat.AS_TYPED;
    }

    private static Optional<Standard> standard(JsonObject decision) {
        Optional<String> id = decision.string("id");
        Optional<Boolean> hidden = decision.bool("hidden");
        decision.refuseOthers();
        return id.flatMap(i -> hidden.map(h -> new Standard(decision.pointer(), i, h)));
    }
}
