package org.emailregistry.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * IMAP (RFC 9051). The first command contains no secret and is sent before the greeting has arrived, which saves a
 * round trip.
 */
final class ImapDialog extends Dialog {
    private int tags;
    private List<String> capabilities = List.of();
    private Optional<List<String>> capabilitiesAfterLogin = Optional.empty();

    ImapDialog(Channel channel) {
        super(channel);
    }

    @Override
    List<String> capabilities() {
        return capabilities;
    }

    @Override
    void open(@Nullable Upgrade upgrade) throws IOException {
        if (upgrade == null) {
            String tag = command("CAPABILITY");
            Optional<List<String>> announced = judge(greeting());
            capabilities = ImapCapabilities.in(reply(tag)).or(() -> announced).orElseThrow(ImapDialog::misbehaved);
        } else {
            String tag = command("STARTTLS");
            startTls(tag, judge(greeting()));
            upgrade.run();
            capabilities = ImapCapabilities.in(reply(command("CAPABILITY"))).orElseThrow(ImapDialog::misbehaved);
        }
    }

    /**
     * Accepts the greeting of a server that wants a login, and no other (RFC 9051 section 7.1.4). Returns the
     * capabilities in it.
     */
    private static Optional<List<String>> judge(String greeting) throws IOException {
        String upper = upper(greeting);
        if (upper.startsWith("* OK")) {
            return ImapCapabilities.inCode(greeting);
        }
        if (upper.startsWith("* BYE")) {
            String text = greeting.substring(5).strip();
            throw new ConnectionFailedException(ServerVerdict.unavailable(text), text);
        }
        throw upper.startsWith("* PREAUTH") ? misbehaved() : new ConnectionFailedException(Outcome.NOT_THIS_PROTOCOL);
    }

    private void startTls(String tag, Optional<List<String>> announced) throws IOException {
        ImapReply reply;
        try {
            reply = reply(tag);
        } catch (EOFException | SocketException e) {
            boolean offered = announced.isEmpty() || announced.get().contains("STARTTLS");
            throw new ConnectionFailedException(offered ? Outcome.SERVER_MISBEHAVED : Outcome.STARTTLS_NOT_OFFERED, e);
        }
        if (!reply.isOk()) {
            throw new ConnectionFailedException(Outcome.STARTTLS_NOT_OFFERED);
        }
    }

    @Override
    String readLine() throws IOException {
        return wire.readImapLine();
    }

    @Override
    void authenticate(Login login) throws IOException {
        if (login.isToken()) {
            if (!offers("AUTH=XOAUTH2")) {
                throw new ConnectionFailedException(Outcome.AUTH_NOT_OFFERED);
            }
            sasl("XOAUTH2", login.xoauth2());
        } else if (offers("AUTH=PLAIN")) {
            sasl("PLAIN", login.plain());
        } else if (!offers("LOGINDISABLED")) {
            loginCommand(login);
        } else {
            throw new ConnectionFailedException(
                    offers("AUTH=XOAUTH2") || offers("AUTH=OAUTHBEARER")
                            ? Outcome.OAUTH2_REQUIRED
                            : Outcome.LOGIN_DISABLED);
        }
    }

    private void sasl(String mechanism, byte[] message) throws IOException {
        String tag = nextTag();
        String start = tag + " AUTHENTICATE " + mechanism;
        byte[] end = SecretBytes.ascii("\r\n");
        if (offers("SASL-IR")) {
            wire.sendSecret(SecretBytes.join(SecretBytes.ascii(start + " "), message, end));
        } else {
            wire.send(start);
            ImapReply reply = reply(tag);
            if (!reply.wantsMore()) {
                SecretBytes.wipe(message);
                accept(reply);
                throw misbehaved();
            }
            wire.sendSecret(SecretBytes.join(message, end));
        }
        ImapReply reply = reply(tag);
        if (reply.wantsMore()) {
            // XOAUTH2 reports an error in a challenge; the refusal follows an empty answer.
            wire.send("");
            reply = reply(tag);
        }
        accept(reply);
    }

    private void loginCommand(Login login) throws IOException {
        String tag = nextTag();
        ImapString user = new ImapString(login.userName());
        ImapString password = new ImapString(login.secret());
        byte[] line = SecretBytes.ascii(tag + " LOGIN ");
        for (ImapString argument : List.of(user, password)) {
            if (argument.isQuotable()) {
                line = SecretBytes.join(line, argument.quoted());
            } else {
                wire.sendSecret(SecretBytes.join(line, argument.announcement()));
                ImapReply reply = reply(tag);
                if (!reply.wantsMore()) {
                    accept(reply);
                    throw misbehaved();
                }
                line = argument.bytes();
            }
            if (argument == user) {
                line = SecretBytes.join(line, SecretBytes.ascii(" "));
            }
        }
        wire.sendSecret(SecretBytes.join(line, SecretBytes.ascii("\r\n")));
        accept(reply(tag));
    }

    private void accept(ImapReply reply) throws ConnectionFailedException {
        switch (reply.status()) {
            case "OK" -> capabilitiesAfterLogin = ImapCapabilities.in(reply);
            case "NO" -> throw new ConnectionFailedException(ServerVerdict.ofImapLogin(reply.text()), reply.text());
            default -> throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED, reply.text());
        }
    }

    @Override
    void farewell() throws IOException {
        command("LOGOUT");
    }

    @Override
    String handOver() {
        return capabilitiesAfterLogin
                .map(list -> "* PREAUTH [CAPABILITY " + String.join(" ", list) + "] ready\r\n")
                .orElse("* PREAUTH ready\r\n");
    }

    @Override
    void forgetWelcome() {
        capabilitiesAfterLogin = Optional.empty();
    }

    private String nextTag() {
        return "A" + ++tags;
    }

    private String command(String command) throws IOException {
        String tag = nextTag();
        wire.send(tag + " " + command);
        return tag;
    }

    private ImapReply reply(String tag) throws IOException {
        List<String> untagged = new ArrayList<>();
        while (true) {
            String line = readLine();
            if (line.startsWith("* ")) {
                untagged.add(line.substring(2));
                if (upper(line).startsWith("* BYE")) {
                    String text = line.substring(5).strip();
                    throw new ConnectionFailedException(ServerVerdict.unavailable(text), text);
                }
            } else if (line.startsWith("+")) {
                return new ImapReply("+", line.substring(1).strip(), untagged);
            } else if (line.startsWith(tag + " ")) {
                return tagged(line.substring(tag.length() + 1), untagged);
            } else {
                throw misbehaved();
            }
        }
    }

    private static ImapReply tagged(String rest, List<String> untagged) {
        int space = rest.indexOf(' ');
        return space < 0
                ? new ImapReply(upper(rest), "", untagged)
                : new ImapReply(
                        upper(rest.substring(0, space)),
                        rest.substring(space + 1).strip(),
                        untagged);
    }

    private static ConnectionFailedException misbehaved() {
        return new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
    }
}
