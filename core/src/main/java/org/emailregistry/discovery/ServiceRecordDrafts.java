package org.emailregistry.discovery;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.address.DomainName;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.UserNameFormat;

/** Turns the SRV records of a domain into a draft (RFC 6186, RFC 8314 section 5.1). */
final class ServiceRecordDrafts {
    private final ServiceRecords records;

    ServiceRecordDrafts(ServiceRecords records) {
        this.records = records;
    }

    /** A server found in a record. */
    private record Found(String address, ConnectionSecurity security) {}

    /** Returns the draft for a domain; empty unless both protocols are announced. */
    Optional<ServiceDraft> of(DomainName domain) throws IOException {
        Optional<Found> imap = find("_imaps", "_imap", domain);
        if (imap.isEmpty()) {
            return Optional.empty();
        }
        return find("_submissions", "_submission", domain)
                .map(smtp -> ServiceDraft.named(domain.display())
                        .withSmtp(smtp.address(), smtp.security())
                        .withImap(imap.get().address(), imap.get().security())
                        // RFC 6186 section 4: clients try the whole address as user name first.
                        .withUserNameFormats(UserNameFormat.ADDRESS, UserNameFormat.ADDRESS)
                        .withDomains(Set.of(domain.toString())));
    }

    /** Prefers implicit TLS to STARTTLS (RFC 8314 section 3). */
    private Optional<Found> find(String tls, String startTls, DomainName domain) throws IOException {
        Optional<Found> secure = best(records.lookup(tls + "._tcp." + domain), ConnectionSecurity.TLS);
        return secure.isPresent()
                ? secure
                : best(records.lookup(startTls + "._tcp." + domain), ConnectionSecurity.STARTTLS);
    }

    private static Optional<Found> best(List<ServiceRecord> records, ConnectionSecurity security) {
        return records.stream()
                .sorted(comparingInt(ServiceRecord::priority)
                        .thenComparing(comparingInt(ServiceRecord::weight).reversed()))
                .flatMap(record -> target(record).stream())
                .findFirst()
                .map(address -> new Found(address, security));
    }

    private static Optional<String> target(ServiceRecord record) {
        String target = record.target().endsWith(".")
                ? record.target().substring(0, record.target().length() - 1)
                : record.target();
        boolean port = record.port() >= 1 && record.port() <= 65_535;
        return port ? DomainName.tryParse(target).map(host -> host + ":" + record.port()) : Optional.empty();
    }
}
