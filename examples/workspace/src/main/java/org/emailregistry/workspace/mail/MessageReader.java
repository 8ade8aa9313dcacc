package org.emailregistry.workspace.mail;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/** Converts a message from a server into one to store: texts are shortened to their columns, and HTML is sanitized. */
final class MessageReader {
    private static final int MAXIMUM_TEXT = 1_000_000;
    private static final int MAXIMUM_DEPTH = 10;

    /** Allows text and links, but no images, styles, forms or scripts. */
    private static final Safelist HARMLESS = Safelist.basic()
            .addTags("h1", "h2", "h3", "h4", "hr", "table", "tbody", "td", "th", "thead", "tr")
            .addEnforcedAttribute("a", "target", "_blank")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
            .removeProtocols("a", "href", "ftp");

    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();

    private MessageReader() {}

    /** Reads a message. */
    static KeptMessage read(String folder, Message message) throws MessagingException, IOException {
        var reader = new MessageReader();
        reader.read(message, 0);
        String text = cut(reader.plain.toString(), MAXIMUM_TEXT);
        String sanitized = Jsoup.clean(cut(reader.html.toString(), MAXIMUM_TEXT), HARMLESS);
        return new KeptMessage(
                0,
                folder,
                cut(people(message.getFrom()), 1000),
                cut(people(message.getAllRecipients()), 4000),
                cut(message.getSubject() == null ? "" : message.getSubject(), 1000),
                sentAt(message),
                text,
                sanitized);
    }

    private void read(Part part, int depth) throws MessagingException, IOException {
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (attached || depth > MAXIMUM_DEPTH) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart each = parts.getBodyPart(i);
                read(each, depth + 1);
            }
        } else if (part.isMimeType("text/html")) {
            html.append(part.getContent());
        } else if (part.isMimeType("text/plain")) {
            plain.append(part.getContent());
        }
    }

    private static Instant sentAt(Message message) throws MessagingException {
        Date date = message.getSentDate() == null ? message.getReceivedDate() : message.getSentDate();
        return date == null ? Instant.EPOCH : date.toInstant();
    }

    private static String people(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? internet.toUnicodeString()
                                : address.toString())
                        .collect(Collectors.joining(", "));
    }

    /** Removes characters that databases refuse, and shortens the text to its column. */
    private static String cut(String text, int maximum) {
        String stored = text.replace("\0", "");
        return stored.length() <= maximum ? stored : stored.substring(0, maximum);
    }
}
