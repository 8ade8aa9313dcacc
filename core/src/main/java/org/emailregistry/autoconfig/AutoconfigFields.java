package org.emailregistry.autoconfig;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv6Literal;
import org.emailregistry.address.ParsedAddress;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.LoginForm;
import org.emailregistry.service.SignIn;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a server, and tells what is wrong with them. */
final class AutoconfigFields {
    private static final String EMAIL_DOMAIN = "%EMAILDOMAIN%";

    private final AutoconfigProblems problems;
    private final String domain;

    /**
     * A reader for one draft.
     *
     * @param domain what to put in for the domain's placeholder, the empty string for nothing
     */
    AutoconfigFields(AutoconfigProblems problems, String domain) {
        this.problems = problems;
        this.domain = domain;
    }

    /** What goes into the form: {@code host:port} where both can be read, else as much as there is. */
    String address(AutoconfigServer server) {
        String hostname = filledIn(server.hostname());
        Optional<Host> host = Host.tryParse(hostname);
        if (hostname.contains("%")) {
            problems.error(
                    server.path() + "/hostname",
                    server.line(),
                    AutoconfigProblem.Code.PLACEHOLDER,
                    "The host depends on the user: " + AutoconfigProblems.quoted(server.hostname()) + ".");
        } else if (host.isEmpty()) {
            problems.error(
                    server.path() + "/hostname",
                    server.line(),
                    AutoconfigProblem.Code.HOST_MALFORMED,
                    "This is no host: " + AutoconfigProblems.quoted(hostname) + ".");
        }
        String shown = host.map(h -> h instanceof Ipv6Literal ? "[" + h + "]" : h.toString())
                .orElse(hostname);
        return shown + port(server);
    }

    private String port(AutoconfigServer server) {
        if (server.port().isEmpty()) {
            problems.error(
                    server.path() + "/port", server.line(), AutoconfigProblem.Code.MISSING, "The server has no port.");
            return "";
        }
        if (!isPort(server.port())) {
            problems.error(
                    server.path() + "/port",
                    server.line(),
                    AutoconfigProblem.Code.PORT_MALFORMED,
                    "This is no port: " + AutoconfigProblems.quoted(server.port()) + ".");
        }
        return ":" + server.port();
    }

    private static boolean isPort(String text) {
        return ServerAddress.tryParse("host:" + text).kind() == ParsedAddress.Kind.PARSED;
    }

    @Nullable
    ConnectionSecurity security(AutoconfigServer server) {
        Optional<ConnectionSecurity> security = socketType(server.socketType());
        if (security.isEmpty()) {
            problems.error(
                    server.path() + "/socketType",
                    server.line(),
                    server.socketType().isEmpty()
                            ? AutoconfigProblem.Code.MISSING
                            : AutoconfigProblem.Code.UNKNOWN_SOCKET_TYPE,
                    "The document does not say how the connection is protected.");
        }
        return security.orElse(null);
    }

    LoginForm login(Optional<AutoconfigServer> server) {
        if (server.isEmpty()) {
            return LoginForm.AS_TYPED;
        }
        String pattern = server.get().username();
        switch (pattern) {
            case "%EMAILADDRESS%", "%EMAILLOCALPART%@%EMAILDOMAIN%" -> {
                return LoginForm.ADDRESS;
            }
            case "%EMAILLOCALPART%" -> {
                return LoginForm.LOCAL_PART;
            }
            default -> {
                problems.warning(
                        server.get().path() + "/username",
                        server.get().line(),
                        pattern.isEmpty()
                                ? AutoconfigProblem.Code.MISSING
                                : AutoconfigProblem.Code.UNKNOWN_USERNAME_PATTERN,
                        "Users will have to type the login as the server wants it.");
                return LoginForm.AS_TYPED;
            }
        }
    }

    private String filledIn(String text) {
        return domain.isEmpty() ? text : text.replace(EMAIL_DOMAIN, domain);
    }

    /** Whether host, port and mode can be read, if the domain is put in. */
    static boolean isPlausible(AutoconfigServer server) {
        return Host.tryParse(server.hostname().replace(EMAIL_DOMAIN, "example.com"))
                        .isPresent()
                && isPort(server.port())
                && socketType(server.socketType()).isPresent();
    }

    static Optional<ConnectionSecurity> socketType(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "SSL", "TLS" -> Optional.of(ConnectionSecurity.TLS);
            case "STARTTLS" -> Optional.of(ConnectionSecurity.STARTTLS);
            case "PLAIN" -> Optional.of(ConnectionSecurity.NONE);
            default -> Optional.empty();
        };
    }

    /** A server that lists nothing takes a password, as the servers of those days did when the format was made. */
    static Set<SignIn> signIn(AutoconfigServer server) {
        List<String> listed = server.authentication();
        Set<SignIn> signIn = EnumSet.noneOf(SignIn.class);
        for (String method : listed) {
            switch (method.toLowerCase(Locale.ROOT)) {
                // "plain" and "secure" are the words of version 1.0.
                case "password-cleartext", "password-encrypted", "plain", "secure" -> signIn.add(SignIn.PASSWORD);
                case "oauth2" -> signIn.add(SignIn.OAUTH2);
                default -> {
                    // GSSAPI, NTLM, TLS-client-cert, client-IP-address, none: nothing that the library signs in with.
                }
            }
        }
        return listed.isEmpty() ? EnumSet.of(SignIn.PASSWORD) : signIn;
    }
}
