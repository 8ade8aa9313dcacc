package org.emailregistry.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.emailregistry.service.ConnectionSecurity;

/** A mail server that only supports logging in, and accepts every login. */
final class MailScript implements Listener.Script {
    private static final String IMAP = "IMAP4rev1 SASL-IR AUTH=PLAIN";

    private final boolean imap;
    private final ConnectionSecurity security;
    private final boolean capabilitiesInGreeting;
    private final SSLContext tls;

    MailScript(boolean imap, ConnectionSecurity security, boolean capabilitiesInGreeting, SSLContext tls) {
        this.imap = imap;
        this.security = security;
        this.capabilitiesInGreeting = capabilitiesInGreeting;
        this.tls = tls;
    }

    @Override
    public void run(Socket connection) throws IOException {
        Socket socket = security == ConnectionSecurity.TLS ? secured(connection) : connection;
        if (imap) {
            imap(socket);
        } else {
            smtp(socket);
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = tls.getSocketFactory();
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private void imap(Socket plain) throws IOException {
        Socket socket = plain;
        boolean upgrade = security == ConnectionSecurity.STARTTLS;
        String greeting = capabilitiesInGreeting ? "[CAPABILITY " + capabilities(upgrade) + "] " : "";
        send(socket, "* OK " + greeting + "ready");
        BufferedReader in = reader(socket);
        String line = in.readLine();
        while (line != null) {
            String[] words = line.split(" ", -1);
            String command = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
            if (command.equals("CAPABILITY")) {
                send(socket, "* CAPABILITY " + capabilities(upgrade), words[0] + " OK done");
            } else if (command.equals("STARTTLS") && upgrade) {
                send(socket, words[0] + " OK begin");
                socket = secured(socket);
                in = reader(socket);
                upgrade = false;
            } else if (command.equals("AUTHENTICATE") && words.length < 4) {
                send(socket, "+ ");
                in.readLine();
                send(socket, words[0] + " OK in");
            } else if (command.equals("LOGOUT")) {
                send(socket, "* BYE", words[0] + " OK out");
                return;
            } else {
                send(socket, words[0] + " OK done");
            }
            line = in.readLine();
        }
    }

    private static String capabilities(boolean upgrade) {
        return upgrade ? IMAP + " STARTTLS" : IMAP;
    }

    private void smtp(Socket plain) throws IOException {
        Socket socket = plain;
        boolean upgrade = security == ConnectionSecurity.STARTTLS;
        send(socket, "220 ready");
        BufferedReader in = reader(socket);
        String line = in.readLine();
        while (line != null) {
            String[] words = line.toUpperCase(Locale.ROOT).split(" ", -1);
            switch (words[0]) {
                case "EHLO" -> send(socket, "250-here", upgrade ? "250 STARTTLS" : "250 AUTH PLAIN LOGIN");
                case "STARTTLS" -> {
                    send(socket, "220 begin");
                    socket = secured(socket);
                    in = reader(socket);
                    upgrade = false;
                }
                case "AUTH" -> {
                    if (words.length < 3) {
                        send(socket, "334 ");
                        in.readLine();
                    }
                    if (words[1].equals("LOGIN")) {
                        send(socket, "334 ");
                        in.readLine();
                    }
                    send(socket, "235 in");
                }
                case "QUIT" -> {
                    send(socket, "221 out");
                    return;
                }
                default -> send(socket, "250 done");
            }
            line = in.readLine();
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void send(Socket socket, String... lines) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
