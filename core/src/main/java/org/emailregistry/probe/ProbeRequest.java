package org.emailregistry.probe;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.TokenSource;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustAnchors;

/**
 * What to test.
 *
 * @param settings the servers
 * @param credentials what to log in with; if there are none, the test ends before the login. Closed by the caller
 * @param origin who named the servers; decides what the guard permits and how much the report tells
 * @param guard decides which addresses may be connected to
 * @param trust the authorities that are trusted, instead of the platform's, if given
 * @param deadline the time for all of it, more than zero; the probe's own limit if that is shorter
 * @param address the email address, for servers that want it or its local part as user name; the login if not given
 * @param tokens where tokens for {@linkplain Credentials.Kind#EXTERNAL external} credentials come from
 * @param owner the user, for the token source
 * @param account the account, for the token source
 */
public record ProbeRequest(
        ServerSettings settings,
        Optional<Credentials> credentials,
        Origin origin,
        NetworkGuard guard,
        Optional<TrustAnchors> trust,
        Duration deadline,
        Optional<String> address,
        Optional<TokenSource> tokens,
        Optional<UserId> owner,
        Optional<AccountId> account) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the deadline is not more than zero
     */
    public ProbeRequest {
        requireNonNull(settings, "settings");
        requireNonNull(credentials, "credentials");
        requireNonNull(origin, "origin");
        requireNonNull(guard, "guard");
        requireNonNull(trust, "trust");
        requireNonNull(deadline, "deadline");
        requireNonNull(address, "address");
        requireNonNull(tokens, "tokens");
        requireNonNull(owner, "owner");
        requireNonNull(account, "account");
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("deadline: more than zero, got " + deadline);
        }
    }

    /** A request without address, token source, owner and account. */
    public ProbeRequest(
            ServerSettings settings,
            Optional<Credentials> credentials,
            Origin origin,
            NetworkGuard guard,
            Optional<TrustAnchors> trust,
            Duration deadline) {
        this(
                settings,
                credentials,
                origin,
                guard,
                trust,
                deadline,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with the account's email address. */
    public ProbeRequest withAddress(String emailAddress) {
        return new ProbeRequest(
                settings,
                credentials,
                origin,
                guard,
                trust,
                deadline,
                Optional.of(emailAddress),
                tokens,
                owner,
                account);
    }

    /** The same with a token source. */
    public ProbeRequest withTokens(TokenSource source) {
        return new ProbeRequest(
                settings, credentials, origin, guard, trust, deadline, address, Optional.of(source), owner, account);
    }
}
