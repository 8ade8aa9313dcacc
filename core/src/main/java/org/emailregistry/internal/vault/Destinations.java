package org.emailregistry.internal.vault;

import java.util.List;
import java.util.Optional;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.TrustAnchors;
import org.emailregistry.store.SealedCredentials;

/** Both destinations of a pair of servers, as they are stored beside sealed credentials. */
public record Destinations(String smtp, String imap) {
    public static Destinations of(ServerSettings settings, Optional<TrustAnchors> trust) {
        return new Destinations(
                Destination.smtp(settings, trust).toString(),
                Destination.imap(settings, trust).toString());
    }

    /** Whether credentials may go here: see {@link Destination#mayFollow}. */
    public boolean welcome(SealedCredentials credentials, List<String> former) {
        return Destination.mayFollow(credentials.smtpDestination(), smtp, former)
                && Destination.mayFollow(credentials.imapDestination(), imap, former);
    }
}
