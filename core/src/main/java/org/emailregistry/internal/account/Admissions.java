package org.emailregistry.internal.account;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.ConnectRequest;
import org.emailregistry.InvalidRequestException;
import org.emailregistry.NotOfferedException;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.TokenSource;
import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv4Literal;
import org.emailregistry.address.Ipv6Literal;
import org.emailregistry.internal.Problems;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.LoginForm;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.SignIn;
import org.emailregistry.service.TypedServer;

/** Decides who may enter what. */
public record Admissions(ConnectionPolicy policy, NetworkGuard guard, Optional<TokenSource> tokens) {

    /**
     * Leave for a request, by one state of the catalog.
     *
     * @throws NotOfferedException if users cannot choose it
     * @throws InvalidRequestException if typed servers or the credentials cannot be used
     */
    Admission admit(Snapshot snapshot, Origin origin, ConnectRequest request) {
        if (request.choice() instanceof ConnectRequest.Choice.Service chosen) {
            return toService(snapshot, origin, chosen.id(), request.credentials());
        }
        var manual = (ConnectRequest.Choice.Manual) request.choice();
        return manually(snapshot, origin, manual, request.credentials());
    }

    private Admission toService(Snapshot snapshot, Origin origin, ServiceId id, Credentials credentials) {
        ServiceEntry entry = snapshot.existing(id);
        Optional<EmailService> service = entry.service()
                .filter(s -> origin == Origin.ADMINISTRATOR || Snapshot.offers(entry, tokens.isPresent()));
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

    private Admission manually(
            Snapshot snapshot, Origin origin, ConnectRequest.Choice.Manual typed, Credentials credentials) {
        boolean user = origin == Origin.USER;
        if (user && !snapshot.state().manualEntry().allowed()) {
            throw NotOfferedException.manualEntry();
        }
        ServerSettings settings = settings(typed.smtp(), typed.imap(), origin);
        if (user
                && (snapshot.hiddenHosts().contains(settings.smtp().address().host())
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

    /** Servers typed by hand, judged by the policy. */
    private ServerSettings settings(TypedServer smtp, TypedServer imap, Origin origin) {
        List<Problem> problems = new ArrayList<>();
        Problems.addTyped(problems, smtp, imap);
        Optional<ServerSettings> settings = smtp.server(LoginForm.AS_TYPED)
                .flatMap(s -> imap.server(LoginForm.AS_TYPED).map(i -> new ServerSettings(s, i)));
        settings.ifPresent(s -> {
            problems.addAll(policy.review(s, origin));
            addForbidden(problems, Field.SMTP_SERVER, s.smtp().address().host(), origin);
            addForbidden(problems, Field.IMAP_SERVER, s.imap().address().host(), origin);
        });
        if (settings.isEmpty() || Problems.anyError(problems)) {
            throw new InvalidRequestException(problems);
        }
        return settings.get();
    }

    /** An address that is typed as such can be judged at once; a name is judged by what it resolves to, when connecting. */
    private void addForbidden(List<Problem> problems, Field field, Host host, Origin origin) {
        literal(host)
                .filter(address -> !guard.permits(host, address, origin))
                .ifPresent(address -> problems.add(Problem.error(
                        field, Problem.Code.ADDRESS_FORBIDDEN, "This network address may not be connected to.")));
    }

    private static Optional<InetAddress> literal(Host host) {
        if (host instanceof Ipv4Literal v4) {
            return Optional.of(v4.toInetAddress());
        }
        return host instanceof Ipv6Literal v6 ? Optional.of(v6.toInetAddress()) : Optional.empty();
    }

    /**
     * Refuses credentials of a kind that is not accepted.
     *
     * @throws InvalidRequestException if they are of such a kind, or are tokens, and the host has no source of them
     */
    void requireSignIn(Set<SignIn> accepted, Credentials credentials) {
        SignIn method = method(credentials.kind());
        if (!accepted.contains(method)) {
            throw refused("The service does not take " + method + ".");
        }
        if (method == SignIn.OAUTH2 && tokens.isEmpty()) {
            throw refused("This application has no source of tokens.");
        }
    }

    private static InvalidRequestException refused(String message) {
        return new InvalidRequestException(
                List.of(Problem.error(Field.SIGN_IN, Problem.Code.SIGN_IN_NOT_OFFERED, message)));
    }

    private static SignIn method(Credentials.Kind kind) {
        return kind == Credentials.Kind.PASSWORD ? SignIn.PASSWORD : SignIn.OAUTH2;
    }

    /** The kind of credentials that a way of signing in takes. */
    static Credentials.Kind kind(SignIn method) {
        return method == SignIn.PASSWORD ? Credentials.Kind.PASSWORD : Credentials.Kind.EXTERNAL;
    }
}
