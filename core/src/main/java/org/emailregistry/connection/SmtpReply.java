package org.emailregistry.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.emailregistry.probe.Outcome;

/**
 * The reply to one SMTP command (RFC 5321 section 4.2).
 *
 * @param code the three-digit code
 * @param lines the text of each line, without the code
 */
record SmtpReply(int code, List<String> lines) {
    private static final Pattern ENHANCED_CODE = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

    static SmtpReply read(Wire wire) throws IOException {
        return continued(wire.readLine(), wire);
    }

    /**
     * Reads the rest of a reply.
     *
     * @throws ConnectionFailedException if a line is not SMTP, or has a different code from the first
     */
    static SmtpReply continued(String firstLine, Wire wire) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = firstLine;
        int code = code(line);
        lines.add(text(line));
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = wire.readLine();
            if (code(line) != code) {
                throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
            }
            lines.add(text(line));
        }
        return new SmtpReply(code, List.copyOf(lines));
    }

    private static int code(String line) throws ConnectionFailedException {
        if (line.length() < 3
                || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')
                || line.charAt(0) < '2'
                || line.charAt(0) > '5'
                || !isDigit(line.charAt(1))
                || !isDigit(line.charAt(2))) {
            throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
        }
        return (line.charAt(0) - '0') * 100 + (line.charAt(1) - '0') * 10 + line.charAt(2) - '0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String text(String line) {
        return line.length() > 4 ? line.substring(4) : "";
    }

    /** Returns the lines joined by spaces, without the repetitions of the enhanced status code (RFC 2034). */
    String text() {
        String first = lines.get(0);
        String code = first.substring(0, Math.max(first.indexOf(' '), 0));
        var text = new StringBuilder(first.strip());
        for (String line : lines.subList(1, lines.size())) {
            boolean repeated = ENHANCED_CODE.matcher(code).matches() && line.startsWith(code + " ");
            text.append(' ').append((repeated ? line.substring(code.length()) : line).strip());
        }
        return text.toString();
    }
}
