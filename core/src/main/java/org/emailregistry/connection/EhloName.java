package org.emailregistry.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.emailregistry.address.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name that the client announces in SMTP (RFC 5321 section 4.1.3). Configured, never the name of the machine. */
final class EhloName {
    private static final Logger LOG = LoggerFactory.getLogger(EhloName.class);

    private EhloName() {}

    /**
     * Returns the name to announce.
     *
     * @param configured the configured name; if empty, the address of the client takes its place (RFC 5321 section
     *     4.1.4)
     * @param local the address of the client's end of the connection
     */
    static String of(Optional<String> configured, InetAddress local) {
        return configured.orElseGet(() -> {
            String address = local.getHostAddress();
            int zone = address.indexOf('%');
            String withoutZone = zone < 0 ? address : address.substring(0, zone);
            return local instanceof Inet6Address ? "[IPv6:" + withoutZone + "]" : "[" + withoutZone + "]";
        });
    }

    /** Returns whether a name means this machine on every machine, which strict servers refuse. */
    static boolean isLoopback(String name) {
        return name.startsWith("[127.") || name.equals("[IPv6:::1]") || name.matches("localhost(\\..*)?");
    }

    static void warnAboutLoopback(String name) {
        if (isLoopback(name)) {
            LOG.warn("EHLO name {}: strict servers refuse it; configure a host name that DNS knows", name);
        }
    }

    static String checked(String name) {
        boolean literal = name.startsWith("[") && name.endsWith("]");
        String inner = literal ? name.substring(1, name.length() - 1) : name;
        boolean ipv6 = literal && inner.startsWith("IPv6:");
        Optional<Host> host = Host.tryParse(ipv6 ? inner.substring(5) : inner);
        if (host.isEmpty() || literal == (host.get().kind() == Host.Kind.DOMAIN_NAME)) {
            throw new IllegalArgumentException(
                    "EHLO name: must be a host name or an IP address in brackets, got " + name);
        }
        if (!literal) {
            return host.get().toString();
        }
        return host.get().kind() == Host.Kind.IPV6_LITERAL ? "[IPv6:" + host.get() + "]" : "[" + host.get() + "]";
    }
}
