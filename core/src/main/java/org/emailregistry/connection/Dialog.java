package org.emailregistry.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.probe.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The conversation of one protocol up to the end of the login. Commands are sent one after the other, and a secret only
 * after {@link #open} has returned, so never before a required upgrade to TLS.
 */
abstract sealed class Dialog permits ImapDialog, SmtpDialog {
    static final String STARTTLS = "STARTTLS";

    final Channel channel;
    final Wire wire;
    final ServerVerdict verdicts;

    Dialog(Channel channel, ServerVerdict verdicts) {
        this.channel = channel;
        this.wire = channel.wire();
        this.verdicts = verdicts;
    }

    /** A part of the conversation that others determine. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /**
     * Reads the greeting, upgrades to TLS if wanted, and reads the capabilities.
     *
     * @param upgrade the upgrade to TLS, run after the server has agreed to it; null if none is wanted
     */
    abstract void open(@Nullable Step upgrade) throws IOException;

    /** Returns the capabilities that the server announced last: inside TLS if there is TLS. */
    abstract List<String> capabilities();

    /** Logs in by one mechanism. If the server offers no usable mechanism, fails before a secret is sent. */
    abstract void authenticate(Login login) throws IOException;

    /** Tells the server after the login which program the client is, if the protocol has a way to do so. */
    abstract void identify() throws IOException;

    /**
     * Proves after the login that the mailbox can be used.
     *
     * @param address the address from which messages are sent; if empty, sending is not tested
     */
    abstract void prove(Optional<String> address) throws IOException;

    /** Sends the command that ends the session and does not wait for the reply. */
    abstract void farewell() throws IOException;

    /** Returns the synthetic greeting for the client that takes over the logged-in connection. */
    abstract String handOver();

    /** Discards the reply to the successful login; called if that reply echoes the secret. */
    abstract void forgetWelcome();

    /**
     * Logs in, and takes one more step before the secret is forgotten: what the server says until then may contain the
     * secret.
     */
    final void login(Login login, Step afterwards) throws IOException {
        channel.progress().enter(Phase.LOGIN);
        try {
            authenticate(login);
            afterwards.run();
            if (login.isIn(handOver())) {
                forgetWelcome();
            }
        } catch (ConnectionFailedException e) {
            boolean echo =
                    e.serverText().isPresent() && login.isIn(e.serverText().get());
            throw echo ? e.withoutServerText() : e;
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
            if (e instanceof ConnectionFailedException failed && failed.outcome() == Outcome.TLS_EXPECTED) {
                throw e;
            }
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

    /** Returns the failure of a login that the server refused with these replies. */
    final ConnectionFailedException refused(
            List<ServerRefusal> refusals, Login login, Outcome otherwise, String serverText) {
        Verdict verdict = verdicts.ofLogin(refusals, login, otherwise);
        if (verdict.outcome() == Outcome.LOGIN_DISABLED) {
            verdict = encryptionRequired(upper(serverText).contains(STARTTLS));
        }
        return failure(verdict, serverText);
    }

    /** Returns the failure of a client that is logged in, and whose further commands the server refused. */
    final ConnectionFailedException refusedAfterLogin(
            List<ServerRefusal> refusals, Outcome otherwise, String serverText) {
        return failure(verdicts.afterLogin(refusals, otherwise), serverText);
    }

    private ConnectionFailedException failure(Verdict verdict, String serverText) {
        return new ConnectionFailedException(channel.isSecure() ? verdict : verdict.withoutLink(), serverText);
    }

    /** Returns the verdict on a server that accepts no login without encryption, with a remedy that can be followed. */
    private Verdict encryptionRequired(boolean byStartTls) {
        if (channel.isSecure()) {
            return Verdict.of(Outcome.LOGIN_DISABLED, Remedy.ASK_SERVER_OPERATOR);
        }
        return byStartTls || offers(STARTTLS)
                ? Verdict.of(Outcome.LOGIN_DISABLED, Remedy.CHOOSE_STARTTLS)
                : Verdict.of(Outcome.LOGIN_DISABLED);
    }

    /**
     * Returns the failure of a login for which the server offers no mechanism.
     *
     * @param moreInsideTls whether the server may offer one inside TLS
     * @param otherwise the outcome if it does not
     */
    final ConnectionFailedException noMechanism(boolean moreInsideTls, Outcome otherwise) {
        return !channel.isSecure() && moreInsideTls
                ? new ConnectionFailedException(encryptionRequired(false), null)
                : new ConnectionFailedException(otherwise);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
