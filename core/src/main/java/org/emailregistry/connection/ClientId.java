package org.emailregistry.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a client says of itself in IMAP (RFC 2971). */
final class ClientId {
    private static final int MAXIMUM_VALUE = 1024;
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    private ClientId() {}

    /**
     * Returns the argument of ID.
     *
     * @param fieldsAndValues the names of fields, each followed by its value
     */
    static String argument(String... fieldsAndValues) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            words.add(quoted(fieldsAndValues[i]));
            words.add(quoted(checked(fieldsAndValues[i], fieldsAndValues[i + 1])));
        }
        return "(" + String.join(" ", words) + ")";
    }

    private static String checked(String field, String value) {
        if (value.length() > MAXIMUM_VALUE || !PRINTABLE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "client " + field + ": must be 1 to " + MAXIMUM_VALUE + " printable ASCII characters");
        }
        return value;
    }

    private static String quoted(String text) {
        return new String(new ImapString(SecretBytes.ascii(text)).quoted(), StandardCharsets.US_ASCII);
    }
}
