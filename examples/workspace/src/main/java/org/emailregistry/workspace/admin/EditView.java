package org.emailregistry.workspace.admin;

import java.util.List;
import org.emailregistry.Confirmation;
import org.emailregistry.EditPlan;
import org.emailregistry.policy.Field;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.workspace.form.Texts;

/**
 * The effect of an edit before it happens, as a person reads it.
 *
 * @param changes the fields that would change
 * @param accounts the number of mailboxes that would use the new settings
 * @param confirmations the texts that the administrator has to confirm
 * @param token the token of the plan, which the page sends back to confirm it
 */
record EditView(List<ChangeView.Detail> changes, long accounts, List<String> confirmations, String token) {
    static EditView of(EditPlan plan, Texts texts) {
        return new EditView(
                plan.changes().stream()
                        .map(change -> new ChangeView.Detail(
                                texts.of(change.field()),
                                shown(change.field(), change.before(), texts),
                                shown(change.field(), change.after(), texts)))
                        .toList(),
                plan.accounts(),
                plan.confirmations().stream()
                        .map(confirmation -> sentence(confirmation, texts))
                        .toList(),
                plan.token());
    }

    private static String shown(Field field, String value, Texts texts) {
        return switch (field) {
            case TRUSTED_CERTIFICATES -> value.isEmpty() ? "" : texts.of("trust.digest", value);
            case SMTP_SECURITY, IMAP_SECURITY -> value.isEmpty() ? "" : texts.of(ConnectionSecurity.valueOf(value));
            default -> value;
        };
    }

    private static String sentence(Confirmation confirmation, Texts texts) {
        Field field = switch (confirmation.kind()) {
            case SMTP_HOST -> Field.SMTP_SERVER;
            case IMAP_HOST -> Field.IMAP_SERVER;
            case SMTP_SECURITY -> Field.SMTP_SECURITY;
            case IMAP_SECURITY -> Field.IMAP_SECURITY;
            case TRUSTED_CERTIFICATES -> Field.TRUSTED_CERTIFICATES;
        };
        return texts.of(
                Texts.key(confirmation.kind()),
                shown(field, confirmation.before(), texts),
                shown(field, confirmation.after(), texts));
    }
}
