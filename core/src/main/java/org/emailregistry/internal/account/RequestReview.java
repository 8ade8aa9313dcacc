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
import org.emailregistry.internal.EmailAddress;
import org.emailregistry.internal.Problems;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.snapshot.Snapshot;
import org.emailregistry.internal.vault.Destinations;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.TypedServer;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.text.Text;

/** Checks connection requests against the catalog, the policy, the network guard and the supported credentials. */
public record RequestReview(ConnectionPolicy policy, NetworkGuard guard, Optional<TokenSource> tokens) {

    /**
     * Accepts a request against one state of the catalog.
     *
     * @throws NotOfferedException if the service, manual entry or the typed host is not offered to users
     * @throws InvalidRequestException if the address, a login, the typed servers or the credentials are invalid
     */
    AcceptedRequest admit(Snapshot snapshot, Origin origin, ConnectRequest request) {
        return admit(snapshot, origin, request, problems(request));
    }

    /**
     * Accepts a request for a new account, which needs an address.
     *
     * @throws NotOfferedException as {@link #admit}
     * @throws InvalidRequestException as {@link #admit}, and if there is no address
     */
    AcceptedRequest admitNew(Snapshot snapshot, Origin origin, ConnectRequest request) {
        List<Problem> problems = problems(request);
        if (request.choice() instanceof ConnectRequest.Choice.Manual
                && request.address().isEmpty()
                && address(request).isEmpty()) {
            problems.add(AcceptedRequest.NO_ADDRESS);
        }
        AcceptedRequest accepted = admit(snapshot, origin, request, problems);
        accepted.newAddress();
        return accepted;
    }

    private AcceptedRequest admit(Snapshot snapshot, Origin origin, ConnectRequest request, List<Problem> problems) {
        if (request.choice() instanceof ConnectRequest.Choice.Manual manual) {
            return manually(snapshot, origin, manual, request, problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
        return toService(snapshot, origin, ((ConnectRequest.Choice.Service) request.choice()).id(), request);
    }

    /** Returns the problems of what the user typed besides servers and credentials. */
    private static List<Problem> problems(ConnectRequest request) {
        List<Problem> problems = new ArrayList<>();
        if (request.address().isPresent() && address(request).isEmpty()) {
            problems.add(Problem.error(
                    Field.ADDRESS, Problem.Code.NOT_AN_EMAIL_ADDRESS, "The address is not an email address."));
        }
        request.smtpLogin()
                .map(login -> Text.flawOf(login, Credentials.MAXIMUM_LOGIN_LENGTH))
                .ifPresent(flaw -> problems.add(Problems.of(
                        Field.LOGIN_FOR_SMTP, "The login for SMTP", flaw, Credentials.MAXIMUM_LOGIN_LENGTH)));
        return problems;
    }

    /** Returns the normalized address that the user typed, or the login; empty if that is not an email address. */
    static Optional<String> address(ConnectRequest request) {
        return EmailAddress.normalize(
                request.address().orElseGet(() -> request.credentials().login()));
    }

    private AcceptedRequest toService(Snapshot snapshot, Origin origin, ServiceId id, ConnectRequest request) {
        ServiceEntry entry = snapshot.existing(id);
        Optional<EmailService> service = entry.service()
                .filter(s -> origin == Origin.ADMINISTRATOR || Snapshot.offers(entry, tokens.isPresent()));
        if (service.isEmpty()) {
            throw NotOfferedException.service(id);
        }
        Credentials credentials = request.credentials();
        requireSignIn(service.get().authenticationMethods(), credentials);
        Optional<String> onlyDomain = EmailAddress.onlyDomain(service.get().domains());
        return new AcceptedRequest(
                Optional.of(id),
                service.get().servers(),
                service.get().trustedCertificates(),
                Origin.ADMINISTRATOR,
                entry.home().orElseThrow(),
                entry.definedAt().revision(),
                request.smtpLogin(),
                address(request).or(() -> EmailAddress.ofLogin(credentials.login(), onlyDomain)));
    }

    private AcceptedRequest manually(
            Snapshot snapshot,
            Origin origin,
            ConnectRequest.Choice.Manual typed,
            ConnectRequest request,
            List<Problem> problems) {
        boolean user = origin == Origin.USER;
        if (user && !snapshot.manualEntryAllowed()) {
            throw NotOfferedException.manualEntry();
        }
        ServerSettings settings = settings(typed.smtp(), typed.imap(), origin, problems);
        if (user
                && (snapshot.hiddenHosts().contains(settings.smtp().address().host())
                        || snapshot.hiddenHosts()
                                .contains(settings.imap().address().host()))) {
            throw NotOfferedException.hiddenHost();
        }
        requireSignIn(Set.of(AuthenticationMethod.values()), request.credentials());
        return new AcceptedRequest(
                Optional.empty(),
                settings,
                Optional.empty(),
                origin,
                Destinations.ofAccount(settings),
                snapshot.state().manualEntry().doorRevision(),
                request.smtpLogin(),
                address(request));
    }

    /**
     * Returns typed servers that satisfy the policy and the network guard.
     *
     * @param problems the other problems of the request
     */
    private ServerSettings settings(TypedServer smtp, TypedServer imap, Origin origin, List<Problem> problems) {
        Problems.addTyped(problems, smtp, imap);
        Optional<ServerSettings> settings = smtp.server(UserNameFormat.AS_TYPED)
                .flatMap(s -> imap.server(UserNameFormat.AS_TYPED).map(i -> new ServerSettings(s, i)));
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

    /** Checks a literal address. A host name is checked when connecting, by the addresses that it resolves to. */
    private void addForbidden(List<Problem> problems, Field field, Host host, Origin origin) {
        literal(host)
                .filter(address -> !guard.permits(host, address, origin))
                .ifPresent(address -> problems.add(Problem.error(
                        field, Problem.Code.ADDRESS_FORBIDDEN, "Connections to " + host + " are not permitted.")));
    }

    private static Optional<InetAddress> literal(Host host) {
        if (host instanceof Ipv4Literal v4) {
            return Optional.of(v4.toInetAddress());
        }
        return host instanceof Ipv6Literal v6 ? Optional.of(v6.toInetAddress()) : Optional.empty();
    }

    /**
     * Refuses credentials of an unsupported kind.
     *
     * @throws InvalidRequestException if the service does not accept the kind, or the kind needs an access token and
     *     there is no token source
     */
    void requireSignIn(Set<AuthenticationMethod> accepted, Credentials credentials) {
        AuthenticationMethod method = method(credentials.kind());
        if (!accepted.contains(method)) {
            throw refused("The service does not accept the authentication method " + method + ".");
        }
        if (method == AuthenticationMethod.OAUTH2 && tokens.isEmpty()) {
            throw refused("OAUTH2 requires a token source, which this application does not have.");
        }
    }

    private static InvalidRequestException refused(String message) {
        return new InvalidRequestException(List.of(
                Problem.error(Field.AUTHENTICATION_METHODS, Problem.Code.AUTHENTICATION_METHOD_NOT_OFFERED, message)));
    }

    private static AuthenticationMethod method(Credentials.Kind kind) {
        return kind == Credentials.Kind.PASSWORD ? AuthenticationMethod.PASSWORD : AuthenticationMethod.OAUTH2;
    }

    /** Returns the kind of credentials that an authentication method takes. */
    static Credentials.Kind kind(AuthenticationMethod method) {
        return method == AuthenticationMethod.PASSWORD ? Credentials.Kind.PASSWORD : Credentials.Kind.EXTERNAL;
    }
}
