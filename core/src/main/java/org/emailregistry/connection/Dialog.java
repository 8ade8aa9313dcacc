package org.emailregistry.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The conversation of one protocol up to the end of the login. Commands are sent one after the other, and a secret only
 * after {@link #open} has returned, so never before a required upgrade to TLS.
 */
abstract sealed class Dialog permits ImapDialog, SmtpDialog {
    final Channel channel;
    final Wire wire;

    Dialog(Channel channel) {
        this.channel = channel;
        this.wire = channel.wire();
    }

    /** The upgrade to TLS, run after the server has agreed to it. */
    @FunctionalInterface
    interface Upgrade {
        void run() throws IOException;
    }

    /**
     * Reads the greeting, upgrades to TLS if wanted, and reads the capabilities.
     *
     * @param upgrade the upgrade to TLS; null if none is wanted
     */
    abstract void open(@Nullable Upgrade upgrade) throws IOException;

    /** Returns the capabilities that the server announced last: inside TLS if there is TLS. */
    abstract List<String> capabilities();

    /** Logs in by one mechanism. If the server offers no usable mechanism, fails before a secret is sent. */
    abstract void authenticate(Login login) throws IOException;

    /** Sends the command that ends the session and does not wait for the reply. */
    abstract void farewell() throws IOException;

    /** Returns the synthetic greeting for the client that takes over the logged-in connection. */
    abstract String handOver();

    /** Discards the reply to the successful login; called if that reply echoes the secret. */
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

    /**
     * Returns the first line of the server. Without a line of this protocol, the outcome depends on the first bytes.
     */
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

    /** Reads the next line, by the rules of the protocol. */
    abstract String readLine() throws IOException;

    /** Returns whether the server announced a capability, ignoring case. */
    final boolean offers(String capability) {
        return capabilities().stream().anyMatch(capability::equalsIgnoreCase);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
