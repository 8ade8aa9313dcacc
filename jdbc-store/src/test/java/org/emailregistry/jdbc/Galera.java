package org.emailregistry.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Galera cluster of the installed MariaDB, each node in a folder of its own, all on the loopback interface. */
final class Galera implements AutoCloseable {
    private static final String USER = "registry";

    private final Path folder = Servers.newFolder();
    private final List<Ports> ports;
    private final List<Process> nodes = new ArrayList<>();

    private record Ports(int sql, int group, int transfer, int increments) {
        static Ports free() throws IOException {
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                }
                List<Integer> free =
                        sockets.stream().map(ServerSocket::getLocalPort).toList();
                return new Ports(free.get(0), free.get(1), free.get(2), free.get(3));
            } finally {
                for (ServerSocket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    private Galera(List<Ports> ports) {
        this.ports = ports;
    }

    static Galera start(int size) throws IOException, InterruptedException {
        List<Ports> ports = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ports.add(Ports.free());
        }
        var cluster = new Galera(ports);
        for (int i = 0; i < size; i++) {
            cluster.install(i);
            cluster.run(i);
            cluster.await(i);
        }
        return cluster;
    }

    private Path home(int node) {
        return folder.resolve("node" + node);
    }

    private void install(int node) throws IOException, InterruptedException {
        Path home = Files.createDirectories(home(node));
        Path log = folder.resolve("install" + node + ".log");
        Files.writeString(
                folder.resolve("init.sql"),
                "CREATE DATABASE IF NOT EXISTS registry;\nCREATE USER IF NOT EXISTS '" + USER
                        + "'@'127.0.0.1' IDENTIFIED BY '';\nGRANT ALL ON registry.* TO '" + USER + "'@'127.0.0.1';\n");
        if (isRoot()) {
            exec(log, List.of("chmod", "755", folder.toString()));
            exec(log, List.of("chown", "-R", "nobody", home.toString()));
        }
        exec(
                log,
                unprivileged(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--skip-test-db",
                        "--auth-root-authentication-method=normal",
                        "--datadir=" + home.resolve("data")));
    }

    private void run(int node) throws IOException {
        Ports own = ports.get(node);
        Path home = home(node);
        String others = ports.stream().map(p -> "127.0.0.1:" + p.group()).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(unprivileged(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + home.resolve("data"),
                "--tmpdir=" + home,
                "--socket=" + home.resolve("socket"),
                "--pid-file=" + home.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + own.sql(),
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2",
                "--innodb-flush-log-at-trx-commit=0",
                "--wsrep-on=ON",
                "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                "--wsrep-cluster-name=registry",
                "--wsrep-cluster-address=gcomm://" + others,
                "--wsrep-node-name=node" + node,
                "--wsrep-node-address=127.0.0.1:" + own.group(),
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + own.transfer(),
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + own.group()
                        + ";ist.recv_addr=127.0.0.1:" + own.increments() + ";gcache.size=16M"));
        if (node == 0) {
            command.add("--wsrep-new-cluster");
            command.add("--init-file=" + folder.resolve("init.sql"));
        }
        nodes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node" + node + ".log").toFile())
                .start());
    }

    /** Returns when a node takes part. */
    private void await(int node) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    try (Connection connection = DriverManager.getConnection(url(node), USER, "");
                            Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("SHOW STATUS LIKE 'wsrep_local_state_comment'")) {
                        return row.next() && row.getString(2).equals("Synced");
                    }
                });
    }

    private String url(int... nodes) {
        return "jdbc:mariadb:sequential://"
                + Arrays.stream(nodes)
                        .mapToObj(node -> "127.0.0.1:" + ports.get(node).sql())
                        .collect(Collectors.joining(","))
                + "/registry?sslMode=disable";
    }

    /** A pool on the first of some nodes that is alive. */
    HikariDataSource pool(int... nodes) {
        var config = new HikariConfig();
        config.setJdbcUrl(url(nodes) + "&connectTimeout=2000");
        config.setUsername(USER);
        config.setPassword("");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2000);
        return new HikariDataSource(config);
    }

    /** As by {@code kill -9}. */
    void kill(int node) throws IOException {
        long pid = Long.parseLong(Files.readString(home(node).resolve("pid")).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** MariaDB does not run as root. */
    private static List<String> unprivileged(String... command) {
        Stream<String> words = Arrays.stream(command);
        return (isRoot() ? Stream.concat(Stream.of("runuser", "-u", "nobody", "--"), words) : words).toList();
    }

    private static void exec(Path log, List<String> command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + ": " + status + "\n" + Files.readString(log));
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < nodes.size(); i++) {
            try {
                kill(i);
            } catch (IOException | RuntimeException e) {
                // It was killed before, or did not start.
                nodes.get(i).destroyForcibly();
            }
        }
        nodes.forEach(node -> node.onExit().join());
    }
}
