package org.emailregistry.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.jspecify.annotations.Nullable;

/** The few commands of one protocol up to the end of the login, one after the other, never a secret before its turn. */
abstract sealed class Dialog permits ImapDialog, SmtpDialog {
    final Channel channel;
    final Wire wire;

    Dialog(Channel channel) {
        this.channel = channel;
        this.wire = channel.wire();
    }

    /** The upgrade to TLS, when it is its time. */
    @FunctionalInterface
    interface Upgrade {
        void run() throws IOException;
    }

    /**
     * From the greeting to the capabilities.
     *
     * @param upgrade what to do when the server has agreed to TLS, or null if no upgrade is wanted
     */
    abstract void open(@Nullable Upgrade upgrade) throws IOException;

    /** What the server said it can do, inside TLS if there is TLS. */
    abstract List<String> capabilities();

    /** Logs in by one mechanism, or fails before a secret is sent. */
    abstract void authenticate(Login login) throws IOException;

    /** Says good-bye without waiting for an answer. */
    abstract void farewell() throws IOException;

    /** What a client of this protocol has to be told first, so that it goes on where this dialog ends. */
    abstract String handOver();

    /** Forgets what the server said when it accepted the login: it contains the secret. */
    abstract void forgetWelcome();

    final void login(Login login) throws IOException {
        channel.progress().enter(Phase.LOGIN);
        try {
            authenticate(login);
            if (login.isIn(handOver())) {
                forgetWelcome();
            }
        } catch (ConnectionFailedException e) {
            if (e.serverText().isPresent() && login.isIn(e.serverText().get())) {
                throw new ConnectionFailedException(e.outcome());
            }
            throw e;
        } finally {
            login.close();
        }
    }

    /** The first line of the server; if there is none, the first bytes tell what answered. */
    final String greeting() throws IOException {
        try {
            channel.awaitGreeting();
            String line = readLine();
            if (Greeting.looksLike(channel.protocol(), wire.first())) {
                return line;
            }
        } catch (EOFException | SocketException | ConnectionFailedException e) {
            if (Greeting.looksLike(channel.protocol(), wire.first())) {
                throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED, e);
            }
        }
        throw new ConnectionFailedException(
                !channel.isSecure() && TlsRecord.begins(wire.first())
                        ? Outcome.TLS_EXPECTED
                        : Outcome.NOT_THIS_PROTOCOL);
    }

    /** The next line, by the rules of the protocol. */
    abstract String readLine() throws IOException;

    /** Whether a capability is there, in whatever case. */
    final boolean offers(String capability) {
        return capabilities().stream().anyMatch(capability::equalsIgnoreCase);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
