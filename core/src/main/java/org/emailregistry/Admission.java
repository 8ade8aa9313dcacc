package org.emailregistry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.account.Credentials;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.TrustAnchors;
import org.emailregistry.service.TypedServer;
import org.emailregistry.store.SettingsRow;

/**
 * Leave for an account to enter, by one state of the catalog.
 *
 * @param service the service; empty for servers of its own
 * @param doorRevision what the door must say when it enters
 */
record Admission(
        Optional<ServiceId> service,
        ServerSettings settings,
        Optional<TrustAnchors> trust,
        Origin origin,
        Destinations home,
        long doorRevision) {

    private static SignIn method(Credentials.Kind kind) {
        return kind == Credentials.Kind.PASSWORD ? SignIn.PASSWORD : SignIn.OAUTH2;
    }

    /** The kind of credentials that a way of signing in takes. */
    static Credentials.Kind kind(SignIn method) {
        return method == SignIn.PASSWORD ? Credentials.Kind.PASSWORD : Credentials.Kind.EXTERNAL;
    }

    /** The servers as an account without a service keeps them. */
    Optional<SettingsRow> manual() {
        return service.isPresent() ? Optional.empty() : Optional.of(ServiceRows.write(settings));
    }

    /** Who may enter what. */
    record Rules(Parts parts, Snapshot snapshot, Origin origin) {

        Admission admit(ConnectRequest request) {
            if (request.choice() instanceof ConnectRequest.Choice.Service chosen) {
                return toService(chosen.id(), request.credentials());
            }
            var manual = (ConnectRequest.Choice.Manual) request.choice();
            return manually(manual.smtp(), manual.imap(), request.credentials());
        }

        private Admission toService(ServiceId id, Credentials credentials) {
            ServiceEntry entry = Planner.existing(snapshot, id);
            boolean tokens = parts.tokens().isPresent();
            Optional<EmailService> service =
                    entry.service().filter(s -> origin == Origin.ADMINISTRATOR || Snapshot.offers(entry, tokens));
            if (service.isEmpty()) {
                throw NotOfferedException.service(id);
            }
            requireSignIn(service.get().signIn(), credentials);
            return new Admission(
                    Optional.of(id),
                    service.get().servers(),
                    service.get().trust(),
                    Origin.ADMINISTRATOR,
                    entry.home().orElseThrow(),
                    entry.definedAt().revision());
        }

        private Admission manually(TypedServer smtp, TypedServer imap, Credentials credentials) {
            boolean user = origin == Origin.USER;
            if (user && !snapshot.state().manualEntry().allowed()) {
                throw NotOfferedException.manualEntry();
            }
            ServerSettings settings = parts.manualSettings(smtp, imap, origin);
            if (user
                    && (snapshot.hiddenHosts()
                                    .contains(settings.smtp().address().host())
                            || snapshot.hiddenHosts()
                                    .contains(settings.imap().address().host()))) {
                throw NotOfferedException.hiddenHost();
            }
            requireSignIn(Set.of(SignIn.values()), credentials);
            return new Admission(
                    Optional.empty(),
                    settings,
                    Optional.empty(),
                    origin,
                    Destinations.of(settings, Optional.empty()),
                    snapshot.state().manualEntry().doorRevision());
        }

        void requireSignIn(Set<SignIn> accepted, Credentials credentials) {
            SignIn method = method(credentials.kind());
            List<Problem> problems = new ArrayList<>();
            if (!accepted.contains(method)) {
                problems.add(Problem.error(
                        Field.SIGN_IN, Problem.Code.SIGN_IN_NOT_OFFERED, "The service does not take " + method + "."));
            } else if (method == SignIn.OAUTH2 && parts.tokens().isEmpty()) {
                problems.add(Problem.error(
                        Field.SIGN_IN, Problem.Code.SIGN_IN_NOT_OFFERED, "This application has no source of tokens."));
            }
            if (!problems.isEmpty()) {
                throw new InvalidRequestException(problems);
            }
        }
    }
}
