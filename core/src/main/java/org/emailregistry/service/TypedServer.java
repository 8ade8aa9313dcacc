package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.address.ParsedAddress;
import org.emailregistry.address.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * A mail server as a person typed it into a form; the text need not be a valid address. Immutable.
 *
 * @param text the text as typed, or the empty string if nothing was entered
 * @param parsed the result of parsing the text
 * @param security the chosen security, if there is one
 */
public record TypedServer(String text, ParsedAddress parsed, Optional<ConnectionSecurity> security) {
    /** A server for which nothing was entered. */
    public static final TypedServer NOTHING = of(null, null);

    /**
     * Creates a typed server.
     *
     * @throws NullPointerException if a component is null
     */
    public TypedServer {
        requireNonNull(text, "text");
        requireNonNull(parsed, "parsed");
        requireNonNull(security, "security");
    }

    /** Parses a text; null means that nothing was entered. */
    public static TypedServer of(@Nullable String text, @Nullable ConnectionSecurity security) {
        return new TypedServer(text == null ? "" : text, ServerAddress.tryParse(text), Optional.ofNullable(security));
    }

    /**
     * Parses an SMTP server with the check box "Use TLS", whose meaning depends on the port: see
     * {@link ConnectionSecurity#ofSmtp}. Null means that nothing was entered. A text that is not an address counts as
     * having another port than 465.
     */
    public static TypedServer smtp(@Nullable String text, boolean useTls) {
        ParsedAddress parsed = ServerAddress.tryParse(text);
        int port = parsed instanceof ParsedAddress.Parsed p ? p.address().port() : 0;
        return new TypedServer(text == null ? "" : text, parsed, Optional.of(ConnectionSecurity.ofSmtp(port, useTls)));
    }

    /** Returns the server with a user-name format; empty if the text is not an address or no security was chosen. */
    public Optional<MailServer> server(UserNameFormat userNameFormat) {
        return parsed instanceof ParsedAddress.Parsed p
                ? security.map(chosen -> new MailServer(p.address(), chosen, userNameFormat))
                : Optional.empty();
    }
}
