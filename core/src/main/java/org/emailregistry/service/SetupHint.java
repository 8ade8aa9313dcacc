package org.emailregistry.service;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import org.emailregistry.text.Text;

/**
 * A hint to users of a standard service about a step that they have to take before they can connect. Immutable.
 *
 * @param code the kind of hint, for programs and for translation
 * @param text the hint in English, for people
 * @param link a page with instructions, if there is one
 */
public record SetupHint(Code code, String text, Optional<URI> link) {
    /** The maximum length of a text, in code points. */
    public static final int MAXIMUM_LENGTH = 500;

    /**
     * Creates a hint.
     *
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the text is blank, longer than {@value #MAXIMUM_LENGTH} code points or
     *     contains a control character or lone surrogate, or if the link is not an {@code https} URI
     *     with a host and without user information
     */
    public SetupHint {
        requireNonNull(code, "code");
        requireNonNull(link, "link");
        Text.Flaw flaw = Text.flawOf(requireNonNull(text, "text"), MAXIMUM_LENGTH);
        if (flaw != null) {
            throw new IllegalArgumentException(
                    "text of a setup hint: " + flaw + "; must have 1 to " + MAXIMUM_LENGTH + " printable characters");
        }
        link.ifPresent(uri -> Https.require(uri, "link of a setup hint"));
    }

    /** The kinds of hints. */
    public enum Code {
        /** The provider refuses the password of the account and requires an app password. */
        APP_PASSWORD_REQUIRED,
        /** Signing in with a password requires an app password; OAuth 2 requires none. */
        APP_PASSWORD_IF_NOT_OAUTH,
        /** The provider refuses all passwords and requires OAuth 2. */
        OAUTH2_ONLY,
        /** IMAP is off until the user enables it in the settings of the web mail. */
        ENABLE_IMAP_FIRST,
        /** IMAP is included in paid plans only. */
        PAID_PLAN_ONLY,
        /** The user has to enable two-step verification before creating an app password. */
        TWO_STEP_VERIFICATION_NEEDED_FOR_APP_PASSWORD,
        /** A program of the provider has to run beside the host application. */
        BRIDGE_REQUIRED
    }
}
