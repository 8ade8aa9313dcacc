package org.emailregistry.workspace.mail;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.AccountStatus;
import org.emailregistry.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * Why a mailbox does not work, and since when.
 *
 * @param reason the reason's name, for programs
 * @param text the reason, for people
 * @param since the time since when it does not work
 * @param password whether typing the password again helps; otherwise the mailbox has to be connected to another service
 */
public record TroubleView(String reason, String text, Instant since, boolean password) {
    /** Returns why a mailbox does not work; null if it works. */
    public static @Nullable TroubleView of(AccountStatus mailbox, MailTexts texts) {
        return Optional.of(mailbox.resolution())
                .filter(Resolution.Unusable.class::isInstance)
                .map(Resolution.Unusable.class::cast)
                .map(unusable -> new TroubleView(
                        unusable.reason().name(),
                        texts.of(unusable),
                        unusable.since(),
                        switch (unusable.reason()) {
                            case CREDENTIALS_MISSING, CREDENTIALS_UNREADABLE, DESTINATION_NOT_CONFIRMED, SUSPENDED ->
                                true;
                            case SERVICE_REMOVED, SERVICE_UNKNOWN, SERVICE_INVALID, ACCOUNT_INVALID -> false;
                        }))
                .orElse(null);
    }
}
