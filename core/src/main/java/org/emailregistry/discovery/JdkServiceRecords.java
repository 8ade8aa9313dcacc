package org.emailregistry.discovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/** Looks up SRV records with the DNS provider of the JDK, which needs no further library. */
final class JdkServiceRecords implements ServiceRecords {
    private static final int MAXIMUM_RECORDS = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}");

    private final String servers;

    /**
     * Creates a source.
     *
     * @param servers the provider's URL: {@code dns:} for the platform's name servers, or {@code dns://host:port}
     */
    JdkServiceRecords(String servers) {
        this.servers = servers;
    }

    // The JDK's constructor requires a Hashtable. JNDI is dangerous if the scheme of a name, such as "ldap:", selects
    // another provider; NAME permits no colon, and the DNS provider creates no objects.
    @SuppressWarnings({"JdkObsolete", "BanJNDI"})
    @Override
    public List<ServiceRecord> lookup(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: must be 1 to 253 letters, digits, hyphens, underscores and dots");
        }
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, servers);
        environment.put("com.sun.jndi.dns.timeout.initial", "1000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            var context = new InitialDirContext(environment);
            try {
                return records(context.getAttributes(name, new String[] {"SRV"}).get("SRV"));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new IOException("no DNS answer for " + name, e);
        }
    }

    private static List<ServiceRecord> records(@Nullable Attribute attribute) throws NamingException {
        List<ServiceRecord> records = new ArrayList<>();
        if (attribute != null) {
            NamingEnumeration<?> values = attribute.getAll();
            while (values.hasMore() && records.size() < MAXIMUM_RECORDS) {
                parse(String.valueOf(values.next())).ifPresent(records::add);
            }
        }
        return records;
    }

    /** Parses the provider's text form: priority, weight, port and target. */
    private static Optional<ServiceRecord> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length == 4
                    ? Optional.of(new ServiceRecord(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            parts[3]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
