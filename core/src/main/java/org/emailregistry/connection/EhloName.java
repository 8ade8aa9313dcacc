package org.emailregistry.connection;

import java.util.Optional;
import org.emailregistry.address.Host;

/** The name that the client announces in SMTP (RFC 5321 section 4.1.3). Configured, never the name of the machine. */
final class EhloName {
    /** Discloses nothing about the machine. */
    static final String DEFAULT = "[127.0.0.1]";

    private EhloName() {}

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
