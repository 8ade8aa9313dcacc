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
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.UserNameFormat;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a server and reports their problems. */
final class AutoconfigFields {
    private static final String EMAIL_DOMAIN = "%EMAILDOMAIN%";

    private final AutoconfigProblems problems;
    private final String domain;

    /**
     * Creates a reader for one draft.
     *
     * @param domain replaces the domain placeholder; the empty string replaces nothing
     */
    AutoconfigFields(AutoconfigProblems problems, String domain) {
        this.problems = problems;
        this.domain = domain;
    }

    /** Returns the text for the form: {@code host:port}, or as much of it as the document has. */
    String address(AutoconfigServer server) {
        String hostname = filledIn(server.hostname());
        Optional<Host> host = Host.tryParse(hostname);
        if (hostname.contains("%")) {
            problems.error(
                    server.path() + "/hostname",
                    server.line(),
                    AutoconfigProblem.Code.PLACEHOLDER,
                    "The host has a placeholder without a value: " + AutoconfigProblems.quoted(server.hostname())
                            + ".");
        } else if (host.isEmpty()) {
            problems.error(
                    server.path() + "/hostname",
                    server.line(),
                    AutoconfigProblem.Code.HOST_MALFORMED,
                    "The text is not a host name or IP address: " + AutoconfigProblems.quoted(hostname) + ".");
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
                    "The port is not a number from 1 to 65535: " + AutoconfigProblems.quoted(server.port()) + ".");
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
                    "The socketType must be SSL, STARTTLS or plain, got "
                            + AutoconfigProblems.quoted(server.socketType()) + ".");
        }
        return security.orElse(null);
    }

    UserNameFormat login(Optional<AutoconfigServer> server) {
        if (server.isEmpty()) {
            return UserNameFormat.AS_TYPED;
        }
        String pattern = server.get().username();
        switch (pattern) {
            case "%EMAILADDRESS%", "%EMAILLOCALPART%@%EMAILDOMAIN%" -> {
                return UserNameFormat.ADDRESS;
            }
            case "%EMAILLOCALPART%" -> {
                return UserNameFormat.LOCAL_PART;
            }
            default -> {
                problems.warning(
                        server.get().path() + "/username",
                        server.get().line(),
                        pattern.isEmpty()
                                ? AutoconfigProblem.Code.MISSING
                                : AutoconfigProblem.Code.UNKNOWN_USERNAME_PATTERN,
                        "No user name format matches " + AutoconfigProblems.quoted(pattern)
                                + ": users must type the login as the server expects it.");
                return UserNameFormat.AS_TYPED;
            }
        }
    }

    private String filledIn(String text) {
        return domain.isEmpty() ? text : text.replace(EMAIL_DOMAIN, domain);
    }

    /** Returns whether host, port and socket type are valid, with the domain placeholder filled in. */
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

    /**
     * Returns the supported methods of a server. Without a list, the method is a password, as was usual when the format
     * was made.
     */
    static Set<AuthenticationMethod> authenticationMethods(AutoconfigServer server) {
        List<String> listed = server.authentication();
        Set<AuthenticationMethod> authenticationMethods = EnumSet.noneOf(AuthenticationMethod.class);
        for (String method : listed) {
            switch (method.toLowerCase(Locale.ROOT)) {
                // "plain" and "secure" are the names of version 1.0.
                case "password-cleartext", "password-encrypted", "plain", "secure" ->
                    authenticationMethods.add(AuthenticationMethod.PASSWORD);
                case "oauth2" -> authenticationMethods.add(AuthenticationMethod.OAUTH2);
                default -> {
                    // GSSAPI, NTLM, TLS-client-cert, client-IP-address, none: not supported.
                }
            }
        }
        return listed.isEmpty() ? EnumSet.of(AuthenticationMethod.PASSWORD) : authenticationMethods;
    }
}
