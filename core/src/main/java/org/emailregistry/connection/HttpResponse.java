package org.emailregistry.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.emailregistry.address.Ipv6Literal;
import org.emailregistry.probe.Outcome;

/**
 * The response of an untrusted server to one HTTP/1.1 request (RFC 9112), on a connection that ends with it.
 *
 * @param body the content; empty if the status is not 200 or the content exceeds the limit
 */
record HttpResponse(int status, Map<String, String> headers, Optional<byte[]> body) {
    private static final int MAXIMUM_HEAD = 16 * 1024;
    private static final int MAXIMUM_CHUNK_LINE = 1024;

    /** Returns whether the first bytes that a server sent are HTTP. */
    static boolean looksLike(byte[] first) {
        return new String(first, US_ASCII).startsWith("HTTP");
    }

    static HttpResponse get(InputStream from, OutputStream to, DownloadTarget target, int maximum) throws IOException {
        String host = target.host() instanceof Ipv6Literal
                ? "[" + target.host() + "]"
                : target.host().toString();
        String request = "GET " + target.path() + " HTTP/1.1\r\nHost: " + host
                + "\r\nAccept: text/xml, application/xml\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n";
        to.write(request.getBytes(US_ASCII));
        to.flush();
        return new Reader(new BufferedInputStream(from)).read(maximum);
    }

    /** Returns the location of a redirect; empty for other responses. */
    Optional<String> redirection() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> Optional.ofNullable(headers.get("location"));
            default -> Optional.empty();
        };
    }

    private static final class Reader {
        private final InputStream in;
        private int head;

        Reader(InputStream in) {
            this.in = in;
        }

        HttpResponse read(int maximum) throws IOException {
            int status = status(line());
            Map<String, String> headers = headers();
            while (status / 100 == 1) {
                status = status(line());
                headers = headers();
            }
            return new HttpResponse(status, headers, status == 200 ? body(headers, maximum) : Optional.empty());
        }

        private static int status(String line) throws IOException {
            if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
                throw new ConnectionFailedException(Outcome.NOT_THIS_PROTOCOL);
            }
            return Integer.parseInt(line.substring(9, 12));
        }

        /** Reads the headers, by name in lower case; the first of several with one name counts. */
        private Map<String, String> headers() throws IOException {
            Map<String, String> headers = new HashMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.putIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            return headers;
        }

        private Optional<byte[]> body(Map<String, String> headers, int maximum) throws IOException {
            String coding = headers.getOrDefault("transfer-encoding", "identity");
            if (coding.equalsIgnoreCase("chunked")) {
                return chunked(maximum);
            }
            if (!coding.equalsIgnoreCase("identity")) {
                throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
            }
            String length = headers.get("content-length");
            if (length == null) {
                byte[] all = in.readNBytes(maximum + 1);
                return all.length > maximum ? Optional.empty() : Optional.of(all);
            }
            if (!length.matches("[0-9]{1,18}")) {
                throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
            }
            return Long.parseLong(length) > maximum ? Optional.empty() : Optional.of(exactly(Integer.parseInt(length)));
        }

        private Optional<byte[]> chunked(int maximum) throws IOException {
            var all = new ByteArrayOutputStream();
            while (true) {
                head = MAXIMUM_HEAD - MAXIMUM_CHUNK_LINE;
                String size = line().split(";", 2)[0].strip();
                if (!size.matches("[0-9a-fA-F]{1,7}")) {
                    throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
                }
                int length = Integer.parseInt(size, 16);
                if (length == 0) {
                    return Optional.of(all.toByteArray());
                }
                if (length > maximum - all.size()) {
                    return Optional.empty();
                }
                all.writeBytes(exactly(length));
                if (!line().isEmpty()) {
                    throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
                }
            }
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        /** Reads the next line without its end. All lines together are bounded. */
        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new EOFException();
                }
                if (++head > MAXIMUM_HEAD) {
                    throw new ConnectionFailedException(Outcome.SERVER_MISBEHAVED);
                }
                line.write(b);
            }
            head++;
            String text = line.toString(ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
