package org.emailregistry.workspace.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.emailregistry.Resolution;
import org.emailregistry.jakartamail.MailboxConnectException;
import org.emailregistry.jakartamail.MailboxCutException;
import org.emailregistry.jakartamail.MailboxUnusableException;
import org.emailregistry.workspace.form.Texts;
import org.springframework.stereotype.Component;

/** Texts that tell a user why a mailbox or an operation on it failed. */
@Component
public class MailTexts {
    private final Texts texts;

    MailTexts(Texts texts) {
        this.texts = texts;
    }

    /** Returns the text of the reason why a mailbox cannot be used. */
    public String of(Resolution.Unusable unusable) {
        return texts.of(Texts.key(unusable.reason()), unusable.serviceName().orElse(""));
    }

    /** Returns the text of a failure to fetch or send mail. */
    public String of(MessagingException failure) {
        if (failure instanceof MailboxUnusableException unusable) {
            return of(unusable.resolution());
        }
        if (failure instanceof MailboxConnectException connect) {
            return texts.outcome(connect.protocol(), connect.outcome());
        }
        if (failure instanceof MailboxCutException) {
            return texts.of("mail.cut");
        }
        if (failure instanceof AddressException) {
            return texts.of("mail.address");
        }
        if (failure instanceof SendFailedException refused) {
            return texts.of("mail.refused", recipients(refused));
        }
        return texts.of("mail.lost");
    }

    private static String recipients(SendFailedException refused) {
        Address[] invalid = refused.getInvalidAddresses();
        return invalid == null
                ? ""
                : Arrays.stream(invalid).map(Address::toString).collect(Collectors.joining(", "));
    }

    /** Returns a folder's name for people: "Inbox" instead of "INBOX". */
    public String folder(String name) {
        return name.toUpperCase(Locale.ROOT).equals("INBOX") ? texts.of("mail.inbox") : name;
    }
}
