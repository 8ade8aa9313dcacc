package org.emailregistry.connection;

import static org.emailregistry.connection.TestProbe.TLS;
import static org.emailregistry.probe.MailProtocol.IMAP;
import static org.emailregistry.probe.MailProtocol.SMTP;
import static org.emailregistry.service.ConnectionSecurity.NONE;
import static org.emailregistry.service.ConnectionSecurity.STARTTLS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.emailregistry.connection.ScriptedServer.Peer;
import org.emailregistry.connection.ScriptedServer.Script;
import org.emailregistry.probe.MailProtocol;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Phase;
import org.emailregistry.service.ConnectionSecurity;

/** What a server, or somebody on the way to it, may do to a client; and what a test of the connection says then. */
public enum Hostile {
    IMAP_PREAUTH(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> peer.tls(TLS)
                    .line("* PREAUTH [CAPABILITY IMAP4rev1] welcome")
                    .drain()),
    IMAP_PREAUTH_BEFORE_STARTTLS(
            IMAP,
            STARTTLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> peer.line("* PREAUTH [CAPABILITY IMAP4rev1] welcome").drain()),
    IMAP_STARTTLS_STRIPPED(IMAP, STARTTLS, Outcome.STARTTLS_NOT_OFFERED, Phase.GREETING, peer -> {
        peer.line("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready");
        peer.read();
        peer.line("A1 BAD unknown command").drain();
    }),
    IMAP_STARTTLS_STRIPPED_AND_CLOSED(IMAP, STARTTLS, Outcome.STARTTLS_NOT_OFFERED, Phase.GREETING, peer -> {
        peer.line("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready");
        peer.read();
    }),
    IMAP_REPLIES_INJECTED_BEFORE_TLS(IMAP, STARTTLS, Outcome.SERVER_MISBEHAVED, Phase.GREETING, peer -> {
        peer.line("* OK ready");
        peer.read();
        peer.send("A1 OK begin TLS now\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA2 OK done\r\n");
        peer.tls(TLS).drain();
    }),
    IMAP_CAPABILITIES_DIFFER_INSIDE_TLS(IMAP, STARTTLS, Outcome.AUTH_NOT_OFFERED, Phase.LOGIN, peer -> {
        peer.line("* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR] ready");
        peer.read();
        peer.line("A1 OK begin TLS now").tls(TLS).read();
        peer.line("* CAPABILITY IMAP4rev1 LOGINDISABLED").line("A2 OK done").drain();
    }),
    IMAP_SILENT_AT_STARTTLS(
            IMAP,
            STARTTLS,
            Outcome.TIMEOUT,
            Phase.GREETING,
            peer -> peer.line("* OK ready").drain()),
    IMAP_REFERRAL(IMAP, ConnectionSecurity.TLS, Outcome.REFUSED, Phase.LOGIN, peer -> {
        imap(peer, "AUTH=PLAIN SASL-IR").read();
        peer.line("A2 NO [REFERRAL IMAP://mail.evil.example/] try there").drain();
    }),
    IMAP_LOGIN_DISABLED_INSIDE_TLS(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.AUTH_NOT_OFFERED,
            Phase.LOGIN,
            peer -> imap(peer, "AUTH=CRAM-MD5 LOGINDISABLED").drain()),
    IMAP_LOGIN_DISABLED(IMAP, NONE, Outcome.LOGIN_DISABLED, Phase.LOGIN, peer -> {
        peer.line("* OK ready").read();
        peer.line("* CAPABILITY IMAP4rev1 LOGINDISABLED").line("A1 OK done").drain();
    }),
    IMAP_REFUSAL_WITHOUT_TAG(IMAP, ConnectionSecurity.TLS, Outcome.RATE_LIMITED, Phase.LOGIN, peer -> {
        imap(peer, "AUTH=PLAIN SASL-IR").read();
        peer.line("* BYE [LIMIT] not so fast").drain();
    }),
    IMAP_THROWS_AWAY_WHAT_COMES_BEFORE_THE_GREETING(
            IMAP, STARTTLS, Outcome.STARTTLS_NOT_OFFERED, Phase.GREETING, peer -> {
                peer.requireNothingMore();
                peer.line("* OK ready").read();
                peer.line("A1 NO not today").drain();
            }),
    IMAP_ONLY_OAUTH2(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.OAUTH2_REQUIRED,
            Phase.LOGIN,
            peer -> refuseTokens(imap(peer, "LOGINDISABLED SASL-IR AUTH=XOAUTH2"), "NO")),
    IMAP_LITERAL_BOMB(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> peer.tls(TLS).line("* OK {1900000000}").drain()),
    IMAP_LITERAL_BOMB_WITHOUT_NUMBER(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> imapGreeting(peer)
                    .line("* CAPABILITY {99999999999999999999999}")
                    .drain()),
    IMAP_ENDLESS_LINE(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> flood(peer.tls(TLS).send("* OK "), "x".repeat(1000))),
    IMAP_ENDLESS_BANNER(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> flood(peer.tls(TLS), "* OK still there\r\n")),
    IMAP_ENDLESS_CAPABILITIES(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> flood(imapGreeting(peer), "* CAPABILITY IMAP4rev1 " + "X=Y ".repeat(1000) + "\r\n")),
    IMAP_ENDLESS_CHALLENGES(IMAP, ConnectionSecurity.TLS, Outcome.SERVER_MISBEHAVED, Phase.LOGIN, peer -> {
        imap(peer, "AUTH=PLAIN").read();
        flood(peer, "+ \r\n");
    }),
    IMAP_DRIP(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.GREETING,
            peer -> drip(peer.tls(TLS), "* OK " + "slowly ".repeat(1000))),
    IMAP_DRIP_IN_PLAIN_TEXT(
            IMAP, NONE, Outcome.TIMEOUT, Phase.GREETING, peer -> drip(peer, "* OK " + "slowly ".repeat(1000))),
    IMAP_DRIP_OF_TLS(IMAP, ConnectionSecurity.TLS, Outcome.TIMEOUT, Phase.TLS, peer -> {
        peer.send(HexFormat.of().parseHex("1603034000"));
        drip(peer, "\2".repeat(10_000));
    }),
    IMAP_HALF_CLOSED(IMAP, NONE, Outcome.SERVER_MISBEHAVED, Phase.GREETING, peer -> {
        peer.line("* OK ready").halfClose();
        peer.drain();
    }),
    IMAP_HALF_CLOSED_AT_LOGIN(IMAP, NONE, Outcome.SERVER_MISBEHAVED, Phase.LOGIN, peer -> {
        peer.line("* OK ready").read();
        peer.line("* CAPABILITY IMAP4rev1 AUTH=PLAIN").line("A1 OK done").read();
        peer.halfClose();
        peer.drain();
    }),
    IMAP_PLAIN_TEXT_ON_TLS_PORT(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TLS_NOT_SPOKEN,
            Phase.TLS,
            peer -> peer.line("* OK ready").drain()),
    IMAP_OTHER_PROTOCOL_ON_TLS_PORT(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.NOT_THIS_PROTOCOL,
            Phase.TLS,
            peer -> peer.line("SSH-2.0-OpenSSH_9.6").drain()),
    IMAP_TLS_ON_PLAIN_PORT(
            IMAP,
            NONE,
            Outcome.TLS_EXPECTED,
            Phase.GREETING,
            peer -> peer.tls(TLS).drain()),
    IMAP_TLS_ON_STARTTLS_PORT(
            IMAP,
            STARTTLS,
            Outcome.TLS_EXPECTED,
            Phase.GREETING,
            peer -> peer.tls(TLS).drain()),
    IMAP_TLS_1_0_ONLY(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TLS_VERSION,
            Phase.TLS,
            peer -> peer.send(HexFormat.of().parseHex("15030100020246"))),
    IMAP_TLS_1_0_ANSWER(IMAP, ConnectionSecurity.TLS, Outcome.TLS_VERSION, Phase.TLS, Hostile::oldServerHello),
    IMAP_IS_SMTP(
            IMAP,
            NONE,
            Outcome.NOT_THIS_PROTOCOL,
            Phase.GREETING,
            peer -> peer.line("220 mail ready").drain()),
    IMAP_IS_CHARGEN(IMAP, NONE, Outcome.NOT_THIS_PROTOCOL, Phase.GREETING, peer -> flood(peer, "!\"#$%&'()*+,-./0")),
    IMAP_ECHO(IMAP, ConnectionSecurity.TLS, Outcome.REFUSED, Phase.LOGIN, peer -> {
        String command = imap(peer, "AUTH=PLAIN SASL-IR").read();
        peer.line("A2 NO cannot do: " + command).drain();
    }),
    IMAP_ECHO_OF_LOGIN(IMAP, ConnectionSecurity.TLS, Outcome.SERVER_MISBEHAVED, Phase.LOGIN, peer -> {
        String command = imap(peer, "").read();
        peer.line("A2 BAD what is " + command).drain();
    }),
    IMAP_SAYS_GOODBYE(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TEMPORARILY_UNAVAILABLE,
            Phase.GREETING,
            peer -> peer.tls(TLS).line("* BYE shutting down").drain()),
    IMAP_SILENT_AFTER_LOGIN(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.LOGIN,
            peer -> imap(peer, "AUTH=PLAIN SASL-IR").drain()),
    IMAP_SILENT_AT_ID(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.MAILBOX,
            peer -> imapAfterLogin(peer, "ID").drain()),
    IMAP_ENDLESS_ID(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.MAILBOX,
            peer -> flood(imapAfterLogin(peer, "ID"), "* ID (\"name\" \"" + "x".repeat(500) + "\")\r\n")),
    IMAP_SILENT_AT_EXAMINE(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.MAILBOX,
            peer -> imapAfterLogin(peer, "X").drain()),
    IMAP_DRIP_AT_EXAMINE(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.MAILBOX,
            peer -> drip(imapAfterLogin(peer, "X"), "* FLAGS (" + "slowly ".repeat(1000))),
    IMAP_ENDLESS_LINE_AT_EXAMINE(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.MAILBOX,
            peer -> flood(imapAfterLogin(peer, "X").send("* FLAGS ("), "x".repeat(1000))),
    IMAP_ENDLESS_REPLY_AT_EXAMINE(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.MAILBOX,
            peer -> flood(imapAfterLogin(peer, "X"), "* 1 EXISTS\r\n")),
    IMAP_GONE_AT_EXAMINE(
            IMAP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.MAILBOX,
            peer -> imapAfterLogin(peer, "X").close()),

    SMTP_STARTTLS_STRIPPED(SMTP, STARTTLS, Outcome.STARTTLS_NOT_OFFERED, Phase.GREETING, peer -> {
        peer.line("220 ready").read();
        peer.line("250-hello").line("250 AUTH PLAIN LOGIN").drain();
    }),
    SMTP_STARTTLS_REFUSED(SMTP, STARTTLS, Outcome.STARTTLS_NOT_OFFERED, Phase.GREETING, peer -> {
        peer.line("220 ready").read();
        peer.line("250-hello").line("250 STARTTLS").read();
        peer.line("502 not here").drain();
    }),
    SMTP_SILENT_AT_STARTTLS(
            SMTP,
            STARTTLS,
            Outcome.TIMEOUT,
            Phase.GREETING,
            peer -> smtpUpToStartTls(peer).drain()),
    SMTP_REPLIES_INJECTED_BEFORE_TLS(SMTP, STARTTLS, Outcome.SERVER_MISBEHAVED, Phase.GREETING, peer -> {
        smtpUpToStartTls(peer).send("220 go ahead\r\n250-hello\r\n250 AUTH PLAIN\r\n");
        peer.tls(TLS).drain();
    }),
    SMTP_NO_AUTH_BEFORE_TLS(SMTP, NONE, Outcome.LOGIN_DISABLED, Phase.LOGIN, peer -> {
        peer.line("220 ready").read();
        peer.line("250-hello").line("250 STARTTLS").drain();
    }),
    SMTP_WITHOUT_AUTH(SMTP, NONE, Outcome.AUTH_NOT_OFFERED, Phase.LOGIN, peer -> {
        peer.line("220 ready").read();
        peer.line("250-hello").line("250 SIZE").drain();
    }),
    SMTP_NAME_REFUSED(SMTP, ConnectionSecurity.TLS, Outcome.CLIENT_NAME_REFUSED, Phase.GREETING, peer -> {
        peer.tls(TLS).line("220 ready").read();
        peer.line("550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)").drain();
    }),
    SMTP_ADDRESS_BLOCKED(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.CLIENT_ADDRESS_BLOCKED,
            Phase.GREETING,
            peer -> peer.tls(TLS)
                    .line("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example")
                    .drain()),
    SMTP_NO_AUTH_AFTER_TLS(SMTP, STARTTLS, Outcome.AUTH_NOT_OFFERED, Phase.LOGIN, peer -> {
        smtpUpToStartTls(peer).line("220 go ahead").tls(TLS).read();
        peer.line("250 hello").drain();
    }),
    SMTP_EHLO_REFUSED_AFTER_TLS(SMTP, STARTTLS, Outcome.SERVER_MISBEHAVED, Phase.GREETING, peer -> {
        smtpUpToStartTls(peer).line("220 go ahead").tls(TLS).read();
        peer.line("502 no more").drain();
    }),
    SMTP_ONLY_OAUTH2(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.OAUTH2_REQUIRED,
            Phase.LOGIN,
            peer -> refuseTokens(smtp(peer, "AUTH XOAUTH2 OAUTHBEARER"), "535")),
    SMTP_ENDLESS_LINE(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> flood(peer.tls(TLS).send("220 "), "x".repeat(1000))),
    SMTP_ENDLESS_REPLY(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.GREETING,
            peer -> flood(peer.tls(TLS).line("220 ready"), "250-more\r\n")),
    SMTP_CODES_DISAGREE(SMTP, ConnectionSecurity.TLS, Outcome.SERVER_MISBEHAVED, Phase.GREETING, peer -> {
        peer.tls(TLS).line("220 ready").read();
        peer.line("250-hello").line("550 AUTH PLAIN").drain();
    }),
    SMTP_DRIP(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.GREETING,
            peer -> drip(peer.tls(TLS), "220 " + "slowly ".repeat(1000))),
    SMTP_HALF_CLOSED(SMTP, NONE, Outcome.SERVER_MISBEHAVED, Phase.GREETING, peer -> {
        peer.line("220 ready").halfClose();
        peer.drain();
    }),
    SMTP_PLAIN_TEXT_ON_TLS_PORT(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.TLS_NOT_SPOKEN,
            Phase.TLS,
            peer -> peer.line("220 ready").drain()),
    SMTP_TLS_ON_PLAIN_PORT(
            SMTP,
            NONE,
            Outcome.TLS_EXPECTED,
            Phase.GREETING,
            peer -> peer.tls(TLS).drain()),
    SMTP_TLS_1_0_ONLY(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.TLS_VERSION,
            Phase.TLS,
            peer -> peer.send(HexFormat.of().parseHex("15030100020228"))),
    SMTP_IS_IMAP(
            SMTP,
            NONE,
            Outcome.NOT_THIS_PROTOCOL,
            Phase.GREETING,
            peer -> peer.line("* OK ready").drain()),
    SMTP_IS_FTP(SMTP, NONE, Outcome.NOT_THIS_PROTOCOL, Phase.GREETING, peer -> {
        peer.line("220 FTP ready").read();
        peer.line("500 what?").drain();
    }),
    SMTP_ECHO(SMTP, ConnectionSecurity.TLS, Outcome.CREDENTIALS_REJECTED, Phase.LOGIN, peer -> {
        String command = smtp(peer, "AUTH PLAIN").read();
        peer.line("535 5.7.8 cannot do: " + command).drain();
    }),
    SMTP_ECHO_OF_LOGIN(SMTP, ConnectionSecurity.TLS, Outcome.CREDENTIALS_REJECTED, Phase.LOGIN, peer -> {
        smtp(peer, "AUTH LOGIN").read();
        peer.line("334 VXNlcm5hbWU6").read();
        String password = peer.line("334 UGFzc3dvcmQ6").read();
        peer.line("535 5.7.8 wrong: " + password).drain();
    }),
    SMTP_SILENT_AFTER_LOGIN(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.LOGIN,
            peer -> smtp(peer, "AUTH PLAIN").drain()),
    SMTP_SILENT_AT_MAIL_FROM(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.TIMEOUT,
            Phase.SENDER,
            peer -> smtpAfterLogin(peer).drain()),
    SMTP_SILENT_AT_RSET(SMTP, ConnectionSecurity.TLS, Outcome.TIMEOUT, Phase.SENDER, peer -> {
        smtpAfterLogin(peer).line("250 ok").drain();
    }),
    SMTP_ENDLESS_REPLY_AT_MAIL_FROM(
            SMTP,
            ConnectionSecurity.TLS,
            Outcome.SERVER_MISBEHAVED,
            Phase.SENDER,
            peer -> flood(smtpAfterLogin(peer), "250-more\r\n"));

    public final MailProtocol protocol;
    public final ConnectionSecurity security;
    public final Outcome outcome;
    public final Phase phase;

    @SuppressWarnings("ImmutableEnumChecker") // Scripts have no state.
    public final Script script;

    Hostile(MailProtocol protocol, ConnectionSecurity security, Outcome outcome, Phase phase, Script script) {
        this.protocol = protocol;
        this.security = security;
        this.outcome = outcome;
        this.phase = phase;
        this.script = script;
    }

    /** Whether the client has to wait until its time is over. */
    public boolean waits() {
        return outcome == Outcome.TIMEOUT;
    }

    private static Peer imapGreeting(Peer peer) throws IOException {
        return peer.tls(TLS).line("* OK ready");
    }

    private static Peer imap(Peer peer, String capabilities) throws IOException {
        imapGreeting(peer).read();
        return peer.line("* CAPABILITY IMAP4rev1 " + capabilities).line("A1 OK done");
    }

    /** Up to the first command after the login. */
    private static Peer imapAfterLogin(Peer peer, String capability) throws IOException {
        imap(peer, "AUTH=PLAIN SASL-IR " + capability).read();
        peer.line("A2 OK welcome").read();
        return peer;
    }

    /** Up to the first command after the login. */
    private static Peer smtpAfterLogin(Peer peer) throws IOException {
        smtp(peer, "AUTH PLAIN").read();
        peer.line("235 welcome").read();
        return peer;
    }

    private static Peer smtp(Peer peer, String capability) throws IOException {
        peer.tls(TLS).line("220 ready").read();
        return peer.line("250-hello").line("250 " + capability);
    }

    private static Peer smtpUpToStartTls(Peer peer) throws IOException {
        peer.line("220 ready").read();
        peer.line("250-hello").line("250 STARTTLS").read();
        return peer;
    }

    /** Echoes whatever comes in the text of a refusal. */
    private static void refuseTokens(Peer peer, String no) throws IOException {
        while (true) {
            String command = peer.read();
            String tag = no.equals("NO") ? command.split(" ", -1)[0] + " " : "";
            peer.line(tag + no + " " + command);
        }
    }

    private static void flood(Peer peer, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            peer.send(bytes);
        }
    }

    private static void drip(Peer peer, String text) throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        for (int i = 0; i < text.length(); i++) {
            peer.send(text.substring(i, i + 1));
            if (never.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** A ServerHello that chooses TLS 1.0. */
    private static void oldServerHello(Peer peer) throws IOException {
        String random = "11".repeat(32);
        String hello = "0301" + random + "00" + "002f" + "00";
        peer.send(HexFormat.of().parseHex("160301002a" + "02000026" + hello)).drain();
    }
}
