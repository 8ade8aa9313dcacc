package org.emailregistry.internal.vault;

import java.util.List;
import java.util.Optional;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustedCertificates;
import org.emailregistry.store.SealedCredentials;

/** The SMTP and IMAP destinations of a pair of servers, as stored beside sealed credentials. */
public record Destinations(String smtp, String imap) {
    public static Destinations of(ServerSettings settings, Optional<TrustedCertificates> trustedCertificates) {
        return new Destinations(
                Destination.smtp(settings, trustedCertificates).toString(),
                Destination.imap(settings, trustedCertificates).toString());
    }

    /** Returns whether sealed credentials may be sent to these destinations; see {@link Destination#mayFollow}. */
    public boolean welcome(SealedCredentials credentials, List<String> former) {
        return Destination.mayFollow(credentials.smtpDestination(), smtp, former)
                && Destination.mayFollow(credentials.imapDestination(), imap, former);
    }
}
