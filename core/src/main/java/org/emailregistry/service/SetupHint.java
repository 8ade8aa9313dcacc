package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import org.emailregistry.text.Text;

/**
 * What users of a standard service have to know or do before they can connect.
 *
 * @param code what it is, for programs and for translation
 * @param text what it is, in English, for people
 * @param link a page that shows how it is done
 */
public record SetupHint(Code code, String text, Optional<URI> link) {
    /** The longest text, in characters. */
    public static final int MAXIMUM_LENGTH = 500;

    /**
     * Checks the text and the link.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the text is blank, longer than {@value #MAXIMUM_LENGTH} characters or contains a
     *     control character, or if the link is not {@code https}
     */
    public SetupHint {
        requireNonNull(code, "code");
        requireNonNull(link, "link");
        Text.Flaw flaw = Text.flawOf(requireNonNull(text, "text"), MAXIMUM_LENGTH);
        if (flaw != null) {
            throw new IllegalArgumentException("text of a setup hint: " + flaw);
        }
        link.ifPresent(uri -> Https.require(uri, "link of a setup hint"));
    }

    /** What users have to know or do. */
    public enum Code {
        /** The password of the account is refused: an app password is needed. */
        APP_PASSWORD_REQUIRED,
        /** Who signs in with a password needs an app password; OAuth2 needs none. */
        APP_PASSWORD_IF_NOT_OAUTH,
        /** Passwords of any kind are refused. */
        OAUTH2_ONLY,
        /** IMAP is off until the user switches it on in the settings of the web mail. */
        ENABLE_IMAP_FIRST,
        /** IMAP belongs to the paid plans. */
        PAID_PLAN_ONLY,
        /** App passwords exist only for accounts with two-step verification. */
        TWO_STEP_VERIFICATION_NEEDED_FOR_APP_PASSWORD,
        /** A program of the service has to run beside the host application. */
        BRIDGE_REQUIRED
    }
}
