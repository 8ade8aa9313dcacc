package org.emailregistry;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.account.TokenSource;
import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv4Literal;
import org.emailregistry.address.Ipv6Literal;
import org.emailregistry.policy.ConnectionPolicy;
import org.emailregistry.policy.Field;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.LoginForm;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TypedServer;
import org.emailregistry.store.RegistryStore;

/** What a registry is made of, wired once by its builder. */
record Parts(
        RegistryStore store,
        CatalogCache cache,
        ConnectionPolicy policy,
        NetworkGuard guard,
        Optional<TokenSource> tokens,
        Planner planner,
        CatalogWriter writer,
        AccountReader reader,
        AccountRows rows,
        Vault vault,
        Ids ids,
        Probing tests,
        Watches watches,
        Pulse pulse,
        AccountEvents events,
        int suspendAfter,
        int accountsPerUser) {

    LoginReports reports() {
        return new LoginReports(this);
    }

    Adopter adopter() {
        return new Adopter(this);
    }

    Resealer resealer() {
        return new Resealer(store, reader, vault, rows, events);
    }

    /**
     * Servers typed by hand, judged by the policy.
     *
     * @throws InvalidRequestException if they cannot be used
     */
    ServerSettings manualSettings(TypedServer smtp, TypedServer imap, Origin origin) {
        List<Problem> problems = new ArrayList<>();
        Problems.addTyped(problems, smtp, imap);
        Optional<ServerSettings> settings = typed(smtp, imap);
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

    private static Optional<ServerSettings> typed(TypedServer smtp, TypedServer imap) {
        return smtp.server(LoginForm.AS_TYPED)
                .flatMap(s -> imap.server(LoginForm.AS_TYPED).map(i -> new ServerSettings(s, i)));
    }

    private static Optional<InetAddress> literal(Host host) {
        if (host instanceof Ipv4Literal v4) {
            return Optional.of(v4.toInetAddress());
        }
        return host instanceof Ipv6Literal v6 ? Optional.of(v6.toInetAddress()) : Optional.empty();
    }

    /** An address that is typed as such can be judged at once; a name is judged by what it resolves to, when connecting. */
    private void addForbidden(List<Problem> problems, Field field, Host host, Origin origin) {
        literal(host)
                .filter(address -> !guard.permits(host, address, origin))
                .ifPresent(address -> problems.add(Problem.error(
                        field, Problem.Code.ADDRESS_FORBIDDEN, "This network address may not be connected to.")));
    }
}
