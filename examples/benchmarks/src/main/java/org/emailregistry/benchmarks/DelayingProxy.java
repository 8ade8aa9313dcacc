package org.emailregistry.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server behind a slow network: all data arrives half a round trip after it was sent. Connecting also takes a round trip,
 * which the loopback interface does not have, so the first data arrives later by this time.
 */
final class DelayingProxy implements AutoCloseable {
    private static final int CHUNK = 16_384;

    private final Listener listener;
    private final long roundTripNanos;
    private final int target;

    DelayingProxy(int target, long roundTripNanos) throws IOException {
        this.target = target;
        this.roundTripNanos = roundTripNanos;
        this.listener = new Listener(this::serve);
    }

    int port() {
        return listener.port();
    }

    @SuppressWarnings("ArrayRecordComponent") // These records are never compared.
    private record Chunk(byte[] bytes, long due) {}

    private void serve(Socket client) throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.setTcpNoDelay(true);
            long began = System.nanoTime();
            // The client may send after the server's answer to its SYN has arrived, the server after the client's
            // answer
            // to this has arrived.
            pipe(client, server, began + roundTripNanos);
            pipe(server, client, began + roundTripNanos * 3 / 2).join();
        }
    }

    private Thread pipe(Socket from, Socket to, long opened) throws IOException {
        BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        Listener.daemon(() -> read(in, queue, opened));
        var writer = new Thread(() -> write(queue, to, out));
        writer.setDaemon(true);
        writer.start();
        return writer;
    }

    private void read(InputStream in, BlockingQueue<Chunk> queue, long opened) {
        byte[] buffer = new byte[CHUNK];
        int count;
        do {
            try {
                count = in.read(buffer);
            } catch (IOException e) {
                count = -1;
            }
            byte[] bytes = new byte[Math.max(count, 0)];
            System.arraycopy(buffer, 0, bytes, 0, bytes.length);
            queue.add(new Chunk(bytes, Math.max(System.nanoTime(), opened) + roundTripNanos / 2));
        } while (count >= 0);
    }

    /** Writes each chunk when it is due; an empty chunk marks the end. */
    private static void write(BlockingQueue<Chunk> queue, Socket to, OutputStream out) {
        try {
            Chunk chunk = queue.take();
            while (chunk.bytes.length > 0) {
                TimeUnit.NANOSECONDS.sleep(chunk.due - System.nanoTime());
                out.write(chunk.bytes);
                chunk = queue.take();
            }
            TimeUnit.NANOSECONDS.sleep(chunk.due - System.nanoTime());
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            // The other side has closed the connection.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
