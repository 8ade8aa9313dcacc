package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.address.ParsedAddress;
import org.emailregistry.address.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * A mail server as somebody typed it into a form: perhaps not an address at all.
 *
 * @param text what was typed, the empty string if nothing
 * @param parsed the same, read
 * @param security the protection that was chosen, if one was
 */
public record TypedServer(String text, ParsedAddress parsed, Optional<ConnectionSecurity> security) {
    /**
     * Checks that nothing is missing.
     *
     * @throws NullPointerException if a component is null
     */
    public TypedServer {
        requireNonNull(text, "text");
        requireNonNull(parsed, "parsed");
        requireNonNull(security, "security");
    }

    /** Reads what was typed; null stands for nothing. */
    public static TypedServer of(@Nullable String text, @Nullable ConnectionSecurity security) {
        return new TypedServer(text == null ? "" : text, ServerAddress.tryParse(text), Optional.ofNullable(security));
    }

    /** An SMTP server with the check box "Use TLS", which means another mode on port 465 than elsewhere. */
    public static TypedServer smtp(@Nullable String text, boolean useTls) {
        ParsedAddress parsed = ServerAddress.tryParse(text);
        int port = parsed instanceof ParsedAddress.Parsed p ? p.address().port() : 0;
        return new TypedServer(text == null ? "" : text, parsed, Optional.of(ConnectionSecurity.ofSmtp(port, useTls)));
    }

    /** The server, if the text is an address and a protection was chosen. */
    public Optional<MailServer> server(LoginForm login) {
        return parsed instanceof ParsedAddress.Parsed p
                ? security.map(chosen -> new MailServer(p.address(), chosen, login))
                : Optional.empty();
    }
}
