package org.emailregistry.internal.account;

import java.time.Duration;
import java.util.Optional;
import org.emailregistry.ConnectRequest;
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
import org.emailregistry.probe.ProbeReport;
import org.emailregistry.probe.ProbeRequest;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustAnchors;

/** Puts tests of connections to the probe, if there is one. */
public record Probing(
        Optional<ConnectionProbe> probe, NetworkGuard guard, Optional<TokenSource> tokens, Duration deadline) {

    public ProbeReport ofDraft(Definition draft, Optional<Credentials> credentials) {
        return probe(
                draft.servers(),
                credentials,
                Origin.ADMINISTRATOR,
                draft.trust(),
                credentials.map(c -> EmailAddress.ofLogin(c.login())),
                Optional.empty(),
                Optional.empty());
    }

    public ProbeReport ofRequest(UserId user, Admission admission, ConnectRequest request, String address) {
        return forUser(
                admission.origin(),
                probe(
                        admission.settings(),
                        Optional.of(request.credentials()),
                        admission.origin(),
                        admission.trust(),
                        Optional.of(address),
                        Optional.of(user),
                        request.id()));
    }

    /** Everything there is to know; for users, see {@link #forUser}. */
    public ProbeReport ofAccount(Resolution.Usable usable, Credentials credentials) {
        return probe(
                usable.settings(),
                Optional.of(credentials),
                usable.origin(),
                usable.trust(),
                Optional.of(usable.account().address()),
                Optional.of(usable.account().owner()),
                Optional.of(usable.account().id()));
    }

    /** A user sees no server's words and no certificate; of servers that the user named, not even what is behind them. */
    public static ProbeReport forUser(Origin origin, ProbeReport report) {
        return origin == Origin.USER ? report.closedSet() : report.withoutDetails();
    }

    private ProbeReport probe(
            ServerSettings settings,
            Optional<Credentials> credentials,
            Origin origin,
            Optional<TrustAnchors> trust,
            Optional<String> address,
            Optional<UserId> owner,
            Optional<AccountId> account) {
        return probe.orElseThrow(() -> new IllegalStateException("The registry was built without a probe"))
                .probe(new ProbeRequest(
                        settings, credentials, origin, guard, trust, deadline, address, tokens, owner, account));
    }
}
