package org.emailregistry.connection;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.jspecify.annotations.Nullable;

/**
 * SMTP submission (RFC 6409, RFC 4954). Up to the login, each command waits for the reply to the one before: servers
 * treat clients that send early as spammers, and have logged pipelined passwords.
 */
final class SmtpDialog extends Dialog {
    /**
     * The limit of RFC 5321 section 4.5.3.1.4. A longer initial response goes on a line of its own (RFC 4954 section
     * 4).
     */
    private static final int MAXIMUM_COMMAND = 512;

    private static final String QUIT = "QUIT";

    /** The replies to EHLO that mean its argument: the command itself is unknown to servers that say 500, 502 or 530. */
    private static final Set<Integer> NAME_REFUSED = Set.of(501, 504, 550, 553, 554);

    /** The replies to MAIL that say nothing about the sender: the command itself is not taken, or not after this login. */
    private static final Set<Integer> COMMAND_REFUSED = Set.of(500, 502, 503, 504, 530, 555);

    private final String ehloName;
    private List<String> capabilities = List.of();
    private boolean saidGoodbye;

    SmtpDialog(Channel channel, ServerVerdict verdicts, String ehloName) {
        super(channel, verdicts);
        this.ehloName = ehloName;
    }

    @Override
    List<String> capabilities() {
        return capabilities;
    }

    @Override
    void open(@Nullable Step upgrade) throws IOException {
        SmtpReply greeting = SmtpReply.continued(greeting(), wire);
        if (greeting.code() != 220) {
            // The server knows nothing about the client yet but its address.
            boolean byPolicy = greeting.text().startsWith("5.7.");
            throw refused(greeting, byPolicy ? Outcome.CLIENT_ADDRESS_BLOCKED : Outcome.REFUSED);
        }
        ehlo(Outcome.NOT_THIS_PROTOCOL);
        if (upgrade != null) {
            startTls();
            capabilities = List.of();
            upgrade.run();
            ehlo(Outcome.SERVER_MISBEHAVED);
        }
    }

    /** Returns the failure of a connection that the server refused before the login. */
    private ConnectionFailedException refused(SmtpReply reply, Outcome otherwise) {
        return new ConnectionFailedException(verdicts.beforeLogin(ServerRefusal.smtp(reply), otherwise), reply.text());
    }

    private void ehlo(Outcome ifUnknown) throws IOException {
        SmtpReply reply = exchange("EHLO " + ehloName);
        if (reply.code() != 250) {
            throw refused(reply, NAME_REFUSED.contains(reply.code()) ? Outcome.CLIENT_NAME_REFUSED : ifUnknown);
        }
        List<String> lines = reply.lines();
        capabilities = List.copyOf(lines.subList(1, lines.size()));
    }

    private void startTls() throws IOException {
        if (!offers(STARTTLS)) {
            throw new ConnectionFailedException(Outcome.STARTTLS_NOT_OFFERED);
        }
        SmtpReply reply = exchange(STARTTLS);
        if (reply.code() != 220) {
            throw refused(reply, Outcome.STARTTLS_NOT_OFFERED);
        }
    }

    @Override
    String readLine() throws IOException {
        return wire.readLine();
    }

    @Override
    void authenticate(Login login) throws IOException {
        if (login.isToken()) {
            if (!mechanism("XOAUTH2")) {
                throw noMechanism(offers(STARTTLS), Outcome.AUTH_NOT_OFFERED);
            }
            SmtpReply refusal = sasl("XOAUTH2", login, login.xoauth2());
            if (refusal != null) {
                throw refused(refusal, login);
            }
        } else if (mechanism("PLAIN")) {
            SmtpReply refusal = sasl("PLAIN", login, login.plain());
            if (refusal != null) {
                afterPlain(refusal, login);
            }
        } else if (mechanism("LOGIN")) {
            loginMechanism(login);
        } else {
            boolean oauth2 = mechanism("XOAUTH2") || mechanism("OAUTHBEARER");
            throw noMechanism(offers(STARTTLS), oauth2 ? Outcome.OAUTH2_REQUIRED : Outcome.AUTH_NOT_OFFERED);
        }
    }

    /** Uses LOGIN instead, if the server refused PLAIN as such. */
    private void afterPlain(SmtpReply reply, Login login) throws IOException {
        ConnectionFailedException refusal = refused(reply, login);
        if (refusal.outcome() != Outcome.AUTH_NOT_OFFERED || !mechanism("LOGIN")) {
            throw refusal;
        }
        loginMechanism(login);
    }

    private boolean mechanism(String name) {
        return capabilities.stream()
                .map(Dialog::upper)
                // Some old servers announce "AUTH=LOGIN".
                .filter(line -> line.startsWith("AUTH ") || line.startsWith("AUTH="))
                .flatMap(line -> List.of(line.substring(5).strip().split(" +")).stream())
                .anyMatch(name::equals);
    }

    /**
     * Returns the reply of a server that refused the mechanism; null after a login. The message was not sent, or not
     * looked at: 504 is an answer to the name of the mechanism.
     */
    private @Nullable SmtpReply sasl(String mechanism, Login login, byte[] message) throws IOException {
        byte[] end = SecretBytes.ascii("\r\n");
        String start = "AUTH " + mechanism;
        if (start.length() + 1 + message.length + end.length <= MAXIMUM_COMMAND) {
            login.markSent();
            wire.sendSecret(SecretBytes.join(SecretBytes.ascii(start + " "), message, end));
        } else {
            SmtpReply reply = exchange(start);
            if (reply.code() != 334) {
                SecretBytes.wipe(message);
                return reply;
            }
            login.markSent();
            wire.sendSecret(SecretBytes.join(message, end));
        }
        SmtpReply reply = SmtpReply.read(wire);
        if (reply.code() == 504) {
            return reply;
        }
        if (reply.code() == 334) {
            // XOAUTH2 reports an error in a challenge; the refusal follows an empty answer.
            reply = exchange("");
        }
        accept(reply, login);
        return null;
    }

    private void loginMechanism(Login login) throws IOException {
        SmtpReply reply = exchange("AUTH LOGIN");
        reply = answer(reply, login, login.userName());
        accept(answer(reply, login, login.secret()), login);
    }

    private SmtpReply answer(SmtpReply challenge, Login login, byte[] message) throws IOException {
        if (challenge.code() != 334) {
            SecretBytes.wipe(message);
            throw refused(challenge, login);
        }
        login.markSent();
        wire.sendSecret(SecretBytes.join(SecretBytes.base64(message), SecretBytes.ascii("\r\n")));
        return SmtpReply.read(wire);
    }

    private void accept(SmtpReply reply, Login login) throws ConnectionFailedException {
        if (reply.code() != 235) {
            throw refused(reply, login);
        }
    }

    private ConnectionFailedException refused(SmtpReply reply, Login login) {
        return reply.code() < 400
                ? new ConnectionFailedException(Outcome.SERVER_MISBEHAVED)
                : refused(List.of(ServerRefusal.smtp(reply)), login, Outcome.REFUSED, reply.text());
    }

    private SmtpReply exchange(String command) throws IOException {
        wire.send(command);
        return SmtpReply.read(wire);
    }

    /** Does nothing: SMTP has no such command. */
    @Override
    void identify() {}

    /** Begins a message and gives it up. An address that cannot be sent to this server is not tested. */
    @Override
    void prove(Optional<String> address) throws IOException {
        Optional<String> command = address.flatMap(it -> MailCommand.from(it, offers("SMTPUTF8")));
        if (command.isEmpty()) {
            return;
        }
        channel.progress().enter(Phase.SENDER);
        String reset = "RSET";
        boolean pipelining = offers("PIPELINING");
        if (pipelining) {
            wire.send(String.join("\r\n", command.get(), reset, QUIT));
            saidGoodbye = true;
        } else {
            wire.send(command.get());
        }
        requireSender(SmtpReply.read(wire));
        if (!pipelining) {
            wire.send(reset);
        }
        SmtpReply.read(wire);
    }

    private void requireSender(SmtpReply reply) throws ConnectionFailedException {
        if (reply.code() == 250) {
            return;
        }
        boolean ofSender = reply.code() >= 400 && !COMMAND_REFUSED.contains(reply.code());
        throw refusedAfterLogin(
                List.of(ServerRefusal.smtp(reply)),
                ofSender ? Outcome.SENDER_REFUSED : Outcome.SERVER_MISBEHAVED,
                reply.text());
    }

    @Override
    void farewell() throws IOException {
        if (!saidGoodbye) {
            wire.send(QUIT);
        }
    }

    @Override
    String handOver() {
        return "220 ready\r\n";
    }

    /** Does nothing: the reply to the login is not kept. */
    @Override
    void forgetWelcome() {}
}
