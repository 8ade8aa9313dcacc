package org.emailregistry.benchmarks;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.google.common.net.InternetDomainName;
import inet.ipaddr.HostName;
import inet.ipaddr.HostNameException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.emailregistry.address.ServerAddress;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Parses {@code host:port} into a checked value, or refuses it. */
@State(Scope.Benchmark)
public class AddressBenchmark {
    /** The texts that are parsed. */
    public enum Input {
        NAME("imap.myserver.com:993"),
        LONG_NAME("a-rather-long-host-name-of-a-provider.with-many-labels.in-some-country.mail.example.org:993"),
        IPV4("192.168.100.200:993"),
        IPV6("[2001:db8:85a3::8a2e:370:7334]:993"),
        A_LABEL("imap.xn--mller-kva.xn--bcher-kva.example:993"),
        BAD_PORT("imap.myserver.com:99999"),
        BAD_HOST("imap_1.myserver.com:993");

        private final String text;

        Input(String text) {
            this.text = text;
        }
    }

    /** Set by JMH. */
    @Param
    public Input input = Input.NAME;

    static void print(Mode mode) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("floor", "one-pass floor, result object only");
        rows.put("ours", "ServerAddress.tryParse");
        rows.put("guavaAlone", "Guava HostAndPort alone (accepts nonsense)");
        rows.put("guava", "Guava + InternetDomainName + InetAddresses");
        rows.put("ipAddress", "seancfoley IPAddress");
        rows.put("uri", "java.net.URI");
        rows.put("okHttp", "OkHttp HttpUrl");
        JmhRun run = new JmhRun(AddressBenchmark.class, mode).run(1, parameters -> parameters.apply("input"));
        run.table("Address, ns / bytes per operation", rows)
                .row("ours : floor, time", run.ratios("ours", "floor"))
                .row("ours : floor, bytes", run.byteRatios("ours", "floor"))
                .row("Guava, validating : ours, time", run.ratios("guava", "ours"))
                .print(System.out);
    }

    @Benchmark
    public @Nullable Object floor() {
        return AddressFloor.parse(input.text);
    }

    @Benchmark
    public Object ours() {
        return ServerAddress.tryParse(input.text);
    }

    @Benchmark
    public Object guavaAlone() {
        try {
            return HostAndPort.fromString(input.text);
        } catch (IllegalArgumentException e) {
            return e;
        }
    }

    @Benchmark
    public Object guava() {
        try {
            HostAndPort parsed = HostAndPort.fromString(input.text);
            if (!InetAddresses.isInetAddress(parsed.getHost())) {
                InternetDomainName.from(parsed.getHost());
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            return e;
        }
    }

    @Benchmark
    public Object ipAddress() {
        HostName parsed = new HostName(input.text);
        try {
            parsed.validate();
            return parsed;
        } catch (HostNameException e) {
            return e;
        }
    }

    @Benchmark
    public Object uri() {
        try {
            return new URI("imap://" + input.text).parseServerAuthority();
        } catch (URISyntaxException e) {
            return e;
        }
    }

    @Benchmark
    public @Nullable Object okHttp() {
        return HttpUrl.parse("http://" + input.text);
    }
}
