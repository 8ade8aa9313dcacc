package org.emailregistry.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.emailregistry.ConnectRequest;
import org.emailregistry.LoginFailures;
import org.emailregistry.Resolution;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.TokenSource;
import org.emailregistry.account.UserId;
import org.emailregistry.internal.EmailAddress;
import org.emailregistry.internal.decision.Definition;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.probe.ConnectionProbe;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;

/** Runs connection tests with the host's probe; without one, each test throws {@link IllegalStateException}. */
public record Probing(
        Optional<ConnectionProbe> probe, NetworkGuard guard, Optional<TokenSource> tokens, Duration deadline) {

    public ProbeReport ofDraft(Definition draft, Optional<Credentials> credentials) {
        return probe(
                draft.servers(),
                credentials,
                Origin.ADMINISTRATOR,
                draft.trustedCertificates(),
                Optional.empty(),
                credentials.flatMap(c -> EmailAddress.ofLogin(c.login(), EmailAddress.onlyDomain(draft.domains()))),
                tokens,
                Optional.empty(),
                Optional.empty());
    }

    public ProbeReport ofRequest(UserId user, AcceptedRequest accepted, ConnectRequest request) {
        return forUser(
                accepted.origin(),
                probe(
                        accepted.settings(),
                        Optional.of(request.credentials()),
                        accepted.origin(),
                        accepted.trustedCertificates(),
                        accepted.smtpLogin(),
                        Optional.of(accepted.newAddress()),
                        tokens.map(source -> asked -> source.token(asked.about(accepted.service(), Optional.empty()))),
                        Optional.of(user),
                        request.id()));
    }

    /** Returns the full report; {@link #forUser} reduces it for users. */
    public ProbeReport ofAccount(Resolution.Usable usable, Credentials credentials, Optional<LoginFailures> failures) {
        Optional<Instant> refusedSince =
                failures.filter(f -> f.outcome() == Outcome.TOKEN_REFUSED).map(LoginFailures::since);
        return probe(
                usable.settings(),
                Optional.of(credentials),
                usable.origin(),
                usable.trustedCertificates(),
                usable.account().smtpLogin(),
                Optional.of(usable.account().address()),
                tokens.map(source ->
                        request -> source.token(request.about(usable.account().service(), refusedSince))),
                Optional.of(usable.account().owner()),
                Optional.of(usable.account().id()));
    }

    /**
     * Returns the part of a report that a user may see: without server texts and certificates, and for servers that the
     * user named, without outcomes that show whether a host exists.
     */
    public static ProbeReport forUser(Origin origin, ProbeReport report) {
        return origin == Origin.USER ? report.closedSet() : report.withoutDetails();
    }

    /** Throws {@link IllegalStateException} if the secret is closed, before any server is contacted. */
    private static void requireOpen(Credentials credentials) {
        if (credentials instanceof Credentials.Password password) {
            password.secret().use(characters -> characters.length);
        }
    }

    private ProbeReport probe(
            ServerSettings settings,
            Optional<Credentials> credentials,
            Origin origin,
            Optional<TrustedCertificates> trustedCertificates,
            Optional<String> smtpLogin,
            Optional<String> address,
            Optional<TokenSource> source,
            Optional<UserId> owner,
            Optional<AccountId> account) {
        credentials.ifPresent(Probing::requireOpen);
        var request = new ProbeRequest(
                settings,
                credentials,
                origin,
                guard,
                trustedCertificates,
                deadline,
                smtpLogin,
                address,
                source,
                owner,
                account);
        return probe.orElseThrow(() -> new IllegalStateException(
                        "A connection test requires a probe; the registry was built without a probe"))
                .probe(request)
                .withUserNames(request);
    }
}
