package org.emailregistry.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;

/** What real servers say when they refuse a login, and what is meant: the lines of refusals.tsv. */
public final class Refusals {
    /** One answer to a login. */
    public record Refusal(MailProtocol protocol, boolean token, List<String> lines, Outcome outcome) {
        /** A server that answers so. */
        public Script script() {
            return protocol == MailProtocol.IMAP
                    ? peer -> {
                        peer.tls(TestProbe.TLS).line("* OK ready").read();
                        peer.line("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2")
                                .line("A1 OK done")
                                .read();
                        peer.line("A2 " + lines.get(0)).drain();
                    }
                    : peer -> {
                        peer.tls(TestProbe.TLS).line("220 ready").read();
                        peer.line("250-hello").line("250 AUTH PLAIN XOAUTH2").read();
                        peer.send(String.join("\r\n", lines) + "\r\n").drain();
                    };
        }

        /** The answer as the rules see it. */
        ServerRefusal asRefusal() {
            if (protocol == MailProtocol.IMAP) {
                String[] words = lines.get(0).split(" ", 2);
                return ServerRefusal.imap(words.length == 1 ? "" : words[1]);
            }
            return ServerRefusal.smtp(new SmtpReply(
                    Integer.parseInt(lines.get(0).substring(0, 3)),
                    lines.stream().map(line -> line.substring(4)).toList()));
        }

        @Override
        public String toString() {
            return protocol + " " + (token ? "token" : "password") + " " + String.join(" / ", lines);
        }
    }

    private Refusals() {}

    /** All of them, in order. */
    public static Stream<Refusal> all() {
        try (InputStream in = Refusals.class.getResourceAsStream("refusals.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).map(Refusals::refusal).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refusal refusal(String line) {
        String[] cells = line.split("\t", -1);
        MailProtocol protocol = MailProtocol.valueOf(cells[0]);
        return new Refusal(
                protocol,
                cells[1].equals("token"),
                // IMAP has one line, in which a slash is a slash.
                protocol == MailProtocol.IMAP ? List.of(cells[2]) : Arrays.asList(cells[2].split(" / ", -1)),
                Outcome.valueOf(cells[3]));
    }
}
