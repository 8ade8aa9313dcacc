package org.emailregistry.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The way to a database server, of which connections can be frozen: they stay open, and nothing comes through. Thread-safe. */
final class Cable implements AutoCloseable {
    private final ServerSocket entrance;
    private final URI server;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** One connection. */
    private static final class Line {
        final Socket client;
        final Socket server;
        volatile boolean asks = true;
        volatile boolean answers = true;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carryQuestions() {
            carry(client, server, true);
        }

        void carryAnswers() {
            carry(server, client, false);
        }

        /** What comes while it is frozen is lost. */
        private void carry(Socket from, Socket to, boolean questions) {
            byte[] bytes = new byte[8192];
            try (InputStream in = from.getInputStream()) {
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (questions ? asks : answers) {
                        to.getOutputStream().write(bytes, 0, read);
                    }
                }
            } catch (IOException e) {
                // One of them has closed it.
            }
            close();
        }

        void close() {
            try (client;
                    server) {
                asks = false;
                answers = false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Cable(Server database) throws IOException {
        String url = ((HikariDataSource) database.pool()).getJdbcUrl();
        server = URI.create(url.substring("jdbc:".length()));
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                var line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), server.getPort()));
                lines.add(line);
                start(line::carryQuestions);
                start(line::carryAnswers);
            }
        } catch (IOException e) {
            // The entrance is closed.
        }
    }

    /** Connections without a pool. */
    DataSource dataSource() throws SQLException {
        String url = "jdbc:" + server.getScheme() + "://127.0.0.1:" + entrance.getLocalPort() + server.getPath() + "?"
                + server.getQuery();
        if (server.getScheme().equals("mariadb")) {
            return new MariaDbDataSource(url + "&user=root");
        }
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** Lets nothing through any more on the connections that there are. */
    void freeze() {
        lines.forEach(line -> line.asks = false);
        freezeAnswers();
    }

    /** Lets no answer through any more on the connections that there are: the database hears what it is told. */
    void freezeAnswers() {
        lines.forEach(line -> line.answers = false);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        lines.forEach(Line::close);
    }
}
