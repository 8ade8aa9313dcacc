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
import org.emailregistry.service.TrustedCertificates;

/**
 * The parameters of a test. Immutable.
 *
 * @param settings the servers
 * @param credentials the credentials of the login; if empty, the test ends before the login. The caller closes them
 * @param origin who named the servers; determines the addresses that the guard permits and the details of the report
 * @param guard decides to which addresses the test may connect
 * @param trustedCertificates the only trusted authorities, or the pinned certificate; if empty, the authorities of the
 *     platform
 * @param deadline the maximum duration of the whole test, more than zero; the probe may have a shorter limit
 * @param smtpLogin the login for the SMTP server as the user typed it; if empty, the login of the credentials
 * @param address the email address, to be tested as a sender, and for a
 *     {@link org.emailregistry.service.UserNameFormat} that completes a login which is its local part; if empty, no login
 *     is completed, and no sender is tested
 * @param tokens the source of tokens for {@linkplain Credentials.Kind#EXTERNAL external} credentials
 * @param owner the user, passed to the token source
 * @param account the id of the account, passed to the token source
 */
public record ProbeRequest(
        ServerSettings settings,
        Optional<Credentials> credentials,
        Origin origin,
        NetworkGuard guard,
        Optional<TrustedCertificates> trustedCertificates,
        Duration deadline,
        Optional<String> smtpLogin,
        Optional<String> address,
        Optional<TokenSource> tokens,
        Optional<UserId> owner,
        Optional<AccountId> account) {
    /**
     * Creates a request.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the deadline is zero or negative
     */
    public ProbeRequest {
        requireNonNull(settings, "settings");
        requireNonNull(credentials, "credentials");
        requireNonNull(origin, "origin");
        requireNonNull(guard, "guard");
        requireNonNull(trustedCertificates, "trustedCertificates");
        requireNonNull(deadline, "deadline");
        requireNonNull(smtpLogin, "smtpLogin");
        requireNonNull(address, "address");
        requireNonNull(tokens, "tokens");
        requireNonNull(owner, "owner");
        requireNonNull(account, "account");
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("deadline: must be more than zero, got " + deadline);
        }
    }

    /**
     * Creates a request without a separate login for SMTP, address, token source, owner and account.
     *
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the deadline is zero or negative
     */
    public ProbeRequest(
            ServerSettings settings,
            Optional<Credentials> credentials,
            Origin origin,
            NetworkGuard guard,
            Optional<TrustedCertificates> trustedCertificates,
            Duration deadline) {
        this(
                settings,
                credentials,
                origin,
                guard,
                trustedCertificates,
                deadline,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns the login for a server as the user typed it; empty if the request has no credentials.
     *
     * @see #userName
     */
    public Optional<String> login(MailProtocol protocol) {
        return credentials.map(
                given -> protocol == MailProtocol.SMTP ? smtpLogin.orElseGet(given::login) : given.login());
    }

    /**
     * Returns the user name with which a test signs in to a server: the login that the user typed for it, in the
     * {@linkplain org.emailregistry.service.UserNameFormat format} of the server. Empty if the request has no
     * credentials.
     */
    public Optional<String> userName(MailProtocol protocol) {
        return login(protocol)
                .map(login -> protocol.server(settings).userNameFormat().userName(login, address.orElse(login)));
    }

    /** Returns a copy with the email address of the account. */
    public ProbeRequest withAddress(String emailAddress) {
        return new ProbeRequest(
                settings,
                credentials,
                origin,
                guard,
                trustedCertificates,
                deadline,
                smtpLogin,
                Optional.of(emailAddress),
                tokens,
                owner,
                account);
    }

    /** Returns a copy with a token source. */
    public ProbeRequest withTokens(TokenSource source) {
        return new ProbeRequest(
                settings,
                credentials,
                origin,
                guard,
                trustedCertificates,
                deadline,
                smtpLogin,
                address,
                Optional.of(source),
                owner,
                account);
    }
}
