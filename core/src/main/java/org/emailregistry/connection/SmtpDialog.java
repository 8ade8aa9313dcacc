package org.emailregistry.connection;

import java.io.IOException;
import java.util.List;
import org.emailregistry.probe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * SMTP submission (RFC 6409, RFC 4954). Each command waits for the reply to the one before: servers treat clients that
 * send early as spammers, and have logged pipelined passwords.
 */
final class SmtpDialog extends Dialog {
    /**
     * The limit of RFC 5321 section 4.5.3.1.4. A longer initial response goes on a line of its own (RFC 4954 section
     * 4).
     */
    private static final int MAXIMUM_COMMAND = 512;

    private final String ehloName;
    private List<String> capabilities = List.of();

    SmtpDialog(Channel channel, String ehloName) {
        super(channel);
        this.ehloName = ehloName;
    }

    @Override
    List<String> capabilities() {
        return capabilities;
    }

    @Override
    void open(@Nullable Upgrade upgrade) throws IOException {
        SmtpReply greeting = SmtpReply.continued(greeting(), wire);
        if (greeting.code() != 220) {
            throw new ConnectionFailedException(ServerVerdict.unavailable(greeting.text()), greeting.text());
        }
        ehlo(Outcome.NOT_THIS_PROTOCOL);
        if (upgrade != null) {
            startTls();
            upgrade.run();
            ehlo(Outcome.SERVER_MISBEHAVED);
        }
    }

    private void ehlo(Outcome ifRefused) throws IOException {
        SmtpReply reply = exchange("EHLO " + ehloName);
        if (reply.code() == 250) {
            List<String> lines = reply.lines();
            capabilities = List.copyOf(lines.subList(1, lines.size()));
        } else {
            throw new ConnectionFailedException(
                    reply.isTransient() ? ServerVerdict.unavailable(reply.text()) : ifRefused, reply.text());
        }
    }

    private void startTls() throws IOException {
        if (!offers("STARTTLS")) {
            throw new ConnectionFailedException(Outcome.STARTTLS_NOT_OFFERED);
        }
        SmtpReply reply = exchange("STARTTLS");
        if (reply.code() != 220) {
            throw new ConnectionFailedException(
                    reply.isTransient() ? ServerVerdict.unavailable(reply.text()) : Outcome.STARTTLS_NOT_OFFERED);
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
                throw new ConnectionFailedException(Outcome.AUTH_NOT_OFFERED);
            }
            sasl("XOAUTH2", login.xoauth2());
        } else if (mechanism("PLAIN")) {
            sasl("PLAIN", login.plain());
        } else if (mechanism("LOGIN")) {
            loginMechanism(login);
        } else {
            throw new ConnectionFailedException(
                    mechanism("XOAUTH2") || mechanism("OAUTHBEARER")
                            ? Outcome.OAUTH2_REQUIRED
                            : Outcome.AUTH_NOT_OFFERED);
        }
    }

    private boolean mechanism(String name) {
        return capabilities.stream()
                .map(Dialog::upper)
                // Some old servers announce "AUTH=LOGIN".
                .filter(line -> line.startsWith("AUTH ") || line.startsWith("AUTH="))
                .flatMap(line -> List.of(line.substring(5).strip().split(" +")).stream())
                .anyMatch(name::equals);
    }

    private void sasl(String mechanism, byte[] message) throws IOException {
        byte[] end = SecretBytes.ascii("\r\n");
        String start = "AUTH " + mechanism;
        if (start.length() + 1 + message.length + end.length <= MAXIMUM_COMMAND) {
            wire.sendSecret(SecretBytes.join(SecretBytes.ascii(start + " "), message, end));
        } else {
            SmtpReply reply = exchange(start);
            if (reply.code() != 334) {
                SecretBytes.wipe(message);
                refuse(reply);
            }
            wire.sendSecret(SecretBytes.join(message, end));
        }
        SmtpReply reply = SmtpReply.read(wire);
        if (reply.code() == 334) {
            // XOAUTH2 reports an error in a challenge; the refusal follows an empty answer.
            reply = exchange("");
        }
        accept(reply);
    }

    private void loginMechanism(Login login) throws IOException {
        SmtpReply reply = exchange("AUTH LOGIN");
        reply = answer(reply, login.userName());
        accept(answer(reply, login.secret()));
    }

    private SmtpReply answer(SmtpReply challenge, byte[] message) throws IOException {
        if (challenge.code() != 334) {
            SecretBytes.wipe(message);
            refuse(challenge);
        }
        wire.sendSecret(SecretBytes.join(SecretBytes.base64(message), SecretBytes.ascii("\r\n")));
        return SmtpReply.read(wire);
    }

    private static void accept(SmtpReply reply) throws ConnectionFailedException {
        if (reply.code() != 235) {
            refuse(reply);
        }
    }

    private static void refuse(SmtpReply reply) throws ConnectionFailedException {
        throw new ConnectionFailedException(
                reply.code() < 400 ? Outcome.SERVER_MISBEHAVED : ServerVerdict.ofSmtpLogin(reply.code(), reply.text()),
                reply.text());
    }

    private SmtpReply exchange(String command) throws IOException {
        wire.send(command);
        return SmtpReply.read(wire);
    }

    @Override
    void farewell() throws IOException {
        wire.send("QUIT");
    }

    @Override
    String handOver() {
        return "220 ready\r\n";
    }

    /** Does nothing: the reply to the login is not kept. */
    @Override
    void forgetWelcome() {}
}
