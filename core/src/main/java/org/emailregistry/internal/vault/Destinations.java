package org.emailregistry.internal.vault;

import java.util.List;
import java.util.Optional;
import org.emailregistry.internal.Terms;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.store.SealedCredentials;

/**
 * The destinations that credentials are sealed for, as stored beside them.
 *
 * @param smtp the text of the SMTP destination
 * @param imap the text of the IMAP destination
 * @param bound the {@link Terms} that the seal binds besides: {@value #DESTINED}, the number of the last change of the
 *     service's destinations; empty for an account with servers of its own
 */
public record Destinations(String smtp, String imap, String bound) {
    /**
     * The name of the number that grows whenever the destinations of a service change, in the terms of the service and
     * of the credentials sealed for it. Credentials do not open for a service whose number is below theirs: its row is
     * older than they are.
     */
    public static final String DESTINED = "destined";

    /** Returns the destinations of servers that belong to one account. */
    public static Destinations ofAccount(ServerSettings settings) {
        return of(settings, Optional.empty(), 0);
    }

    public static Destinations of(
            ServerSettings settings, Optional<TrustedCertificates> trustedCertificates, long destined) {
        return new Destinations(
                Destination.smtp(settings, trustedCertificates).toString(),
                Destination.imap(settings, trustedCertificates).toString(),
                destined == 0 ? "" : Terms.NONE.with(DESTINED, destined).toString());
    }

    /** Whether the servers are the same, or as well protected, whenever the destinations changed. */
    public boolean sameServers(Destinations now) {
        return Destination.mayFollow(smtp, now.smtp, List.of()) && Destination.mayFollow(imap, now.imap, List.of());
    }

    /** Returns whether sealed credentials may be sent to these destinations; see {@link Destination#mayFollow}. */
    public boolean welcome(SealedCredentials credentials, List<String> former) {
        return Destination.mayFollow(credentials.smtpDestination(), smtp, former)
                && Destination.mayFollow(credentials.imapDestination(), imap, former)
                && (credentials.bound().equals(bound) || sealedEarlier(credentials.bound()));
    }

    private boolean sealedEarlier(String sealed) {
        try {
            return Terms.parse(sealed).number(DESTINED) < Terms.parse(bound).number(DESTINED);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
