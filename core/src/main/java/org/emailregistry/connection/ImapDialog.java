package org.emailregistry.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.jspecify.annotations.Nullable;

/**
 * IMAP (RFC 9051). CAPABILITY is sent before the greeting has arrived, which saves a round trip. STARTTLS is not: some
 * servers discard what comes before the greeting.
 */
final class ImapDialog extends Dialog {
    /**
     * The parts of the usual time that a reply may take after a BYE, and after an untagged NO or BAD, which may be a
     * refusal.
     */
    private static final int AFTER_BYE = 20;

    private static final int AFTER_NO = 4;

    /** The refusals of a mechanism before the secret was sent after which another mechanism is used. */
    private static final Set<Outcome> MECHANISM =
            EnumSet.of(Outcome.REFUSED, Outcome.AUTH_NOT_OFFERED, Outcome.SERVER_MISBEHAVED);

    private final Optional<String> clientId;
    private int tags;
    private List<String> capabilities = List.of();
    private Optional<List<String>> capabilitiesAfterLogin = Optional.empty();

    /**
     * Creates a conversation.
     *
     * @param clientId the argument of ID (RFC 2971); if empty, ID is not sent
     */
    ImapDialog(Channel channel, ServerVerdict verdicts, Optional<String> clientId) {
        super(channel, verdicts);
        this.clientId = clientId;
    }

    @Override
    List<String> capabilities() {
        return capabilities;
    }

    @Override
    void open(@Nullable Step upgrade) throws IOException {
        if (upgrade == null) {
            String tag = command("CAPABILITY");
            Optional<List<String>> announced = judge(greeting());
            capabilities = announced(tag).or(() -> announced).orElseThrow(ImapDialog::misbehaved);
        } else {
            Optional<List<String>> announced = judge(greeting());
            startTls(command(STARTTLS), announced);
            upgrade.run();
            capabilities = announced(command("CAPABILITY")).orElseThrow(ImapDialog::misbehaved);
        }
    }

    private Optional<List<String>> announced(String tag) throws IOException {
        ImapReply reply = reply(tag);
        if (reply.isGoodbye()) {
            throw goodbye(reply.text());
        }
        return ImapCapabilities.in(reply);
    }

    /**
     * Accepts the greeting of a server that wants a login, and no other (RFC 9051 section 7.1.4). Returns the
     * capabilities in it.
     */
    private Optional<List<String>> judge(String line) throws IOException {
        String greeting = "* " + line.substring(1).strip();
        String upper = upper(greeting);
        if (upper.startsWith("* OK")) {
            return ImapCapabilities.inCode(greeting);
        }
        if (upper.startsWith("* BYE")) {
            throw goodbye(greeting.substring(5).strip());
        }
        throw upper.startsWith("* PREAUTH") ? misbehaved() : new ConnectionFailedException(Outcome.NOT_THIS_PROTOCOL);
    }

    private ConnectionFailedException goodbye(String text) {
        return new ConnectionFailedException(
                verdicts.beforeLogin(ServerRefusal.imap(text), Outcome.TEMPORARILY_UNAVAILABLE), text);
    }

    private void startTls(String tag, Optional<List<String>> announced) throws IOException {
        ImapReply reply;
        try {
            reply = reply(tag);
        } catch (EOFException | SocketException e) {
            boolean offered = announced.isEmpty() || announced.get().contains(STARTTLS);
            throw new ConnectionFailedException(offered ? Outcome.SERVER_MISBEHAVED : Outcome.STARTTLS_NOT_OFFERED, e);
        }
        if (reply.isGoodbye()) {
            throw goodbye(reply.text());
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
                throw noMechanism(offers("LOGINDISABLED"), Outcome.AUTH_NOT_OFFERED);
            }
            ImapReply refusal = sasl("XOAUTH2", login, login.xoauth2());
            if (refusal != null) {
                throw refused(refusal, login);
            }
        } else if (offers("AUTH=PLAIN")) {
            ImapReply refusal = sasl("PLAIN", login, login.plain());
            if (refusal != null) {
                afterPlain(refused(refusal, login), login);
            }
        } else if (!offers("LOGINDISABLED")) {
            loginCommand(login);
        } else {
            boolean oauth2 = offers("AUTH=XOAUTH2") || offers("AUTH=OAUTHBEARER");
            throw noMechanism(true, oauth2 ? Outcome.OAUTH2_REQUIRED : Outcome.AUTH_NOT_OFFERED);
        }
    }

    /** Uses LOGIN instead, if the server refused PLAIN as such. */
    private void afterPlain(ConnectionFailedException refusal, Login login) throws IOException {
        if (offers("LOGINDISABLED") || !MECHANISM.contains(refusal.outcome())) {
            throw refusal;
        }
        loginCommand(login);
    }

    /** Returns the reply of a server that refused the mechanism before the message was sent; null after a login. */
    private @Nullable ImapReply sasl(String mechanism, Login login, byte[] message) throws IOException {
        String tag = nextTag();
        String start = tag + " AUTHENTICATE " + mechanism;
        byte[] end = SecretBytes.ascii("\r\n");
        if (offers("SASL-IR")) {
            login.markSent();
            wire.sendSecret(SecretBytes.join(SecretBytes.ascii(start + " "), message, end));
        } else {
            wire.send(start);
            ImapReply reply = reply(tag);
            if (!reply.wantsMore()) {
                SecretBytes.wipe(message);
                if (reply.isOk()) {
                    throw misbehaved();
                }
                return reply;
            }
            login.markSent();
            wire.sendSecret(SecretBytes.join(message, end));
        }
        ImapReply reply = reply(tag);
        if (reply.wantsMore()) {
            // XOAUTH2 reports an error in a challenge; the refusal follows an empty answer.
            wire.send("");
            reply = reply(tag);
        }
        accept(reply, login);
        return null;
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
                    throw reply.isOk() ? misbehaved() : refused(reply, login);
                }
                line = argument.bytes();
            }
            if (argument == user) {
                line = SecretBytes.join(line, SecretBytes.ascii(" "));
            }
        }
        login.markSent();
        wire.sendSecret(SecretBytes.join(line, SecretBytes.ascii("\r\n")));
        accept(reply(tag), login);
    }

    private void accept(ImapReply reply, Login login) throws ConnectionFailedException {
        if (!reply.isOk()) {
            throw refused(reply, login);
        }
        capabilitiesAfterLogin = ImapCapabilities.in(reply);
    }

    private ConnectionFailedException refused(ImapReply reply, Login login) {
        Outcome otherwise = switch (reply.status()) {
            case "NO" -> Outcome.REFUSED;
            case "BYE" -> Outcome.TEMPORARILY_UNAVAILABLE;
            default -> Outcome.SERVER_MISBEHAVED;
        };
        return refused(reply.refusals(), login, otherwise, reply.text());
    }

    /** Sends ID, where it is offered. What the server says of itself is not used, nor is its refusal. */
    @Override
    void identify() throws IOException {
        List<String> offered = capabilitiesAfterLogin.orElse(capabilities);
        if (clientId.isEmpty() || offered.stream().noneMatch("ID"::equalsIgnoreCase)) {
            return;
        }
        ImapReply reply = reply(command("ID " + clientId.get()));
        if (reply.isGoodbye()) {
            throw refusedAfterLogin(reply.refusals(), Outcome.TEMPORARILY_UNAVAILABLE, reply.text());
        }
        if (!reply.isOk() && !reply.isRefusal()) {
            throw misbehaved();
        }
        capabilitiesAfterLogin = ImapCapabilities.in(reply).or(() -> capabilitiesAfterLogin);
    }

    /** Opens the inbox without changing anything in it (RFC 9051 section 6.3.3). */
    @Override
    void prove(Optional<String> address) throws IOException {
        channel.progress().enter(Phase.MAILBOX);
        identify();
        // A mailbox may have hundreds of flags, all in one line.
        wire.allowLongLines();
        ImapReply reply = reply(command("EXAMINE INBOX"));
        if (reply.isRefusal()) {
            throw refusedAfterLogin(
                    reply.refusals(),
                    reply.isGoodbye() ? Outcome.TEMPORARILY_UNAVAILABLE : Outcome.MAILBOX_NOT_OPENED,
                    reply.text());
        }
        if (!reply.isOk()) {
            throw misbehaved();
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

    /**
     * Reads the reply to a command. If the server refuses in an untagged line, and then is silent or closes the
     * connection, that line is the reply.
     */
    private ImapReply reply(String tag) throws IOException {
        List<String> untagged = new ArrayList<>();
        ImapReply refusal = null;
        try {
            while (true) {
                String line = readLine();
                if (line.startsWith("* ")) {
                    String rest = line.substring(2).strip();
                    untagged.add(rest);
                    ImapReply reply = ImapReply.of(rest, List.of());
                    if (reply.isRefusal()) {
                        refusal = reply;
                        channel.hurry(reply.isGoodbye() ? AFTER_BYE : AFTER_NO);
                    }
                } else if (line.startsWith("+")) {
                    return new ImapReply("+", line.substring(1).strip(), untagged);
                } else if (line.startsWith(tag + " ")) {
                    return ImapReply.of(line.substring(tag.length() + 1), untagged);
                } else {
                    throw misbehaved();
                }
            }
        } catch (ConnectionFailedException e) {
            throw e;
        } catch (IOException e) {
            if (refusal == null) {
                throw e;
            }
            return new ImapReply(refusal.status(), refusal.text(), untagged);
        } finally {
            channel.takeTime();
        }
    }

    private static ConnectionFailedException misbehaved() {
        return new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
    }
}
