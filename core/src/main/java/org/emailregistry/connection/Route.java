package org.emailregistry.connection;

import java.util.Optional;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.TrustAnchors;

/**
 * Where a connection goes, and under which rules.
 *
 * @param server the server
 * @param origin who named it
 * @param guard what may be connected to
 * @param trust the authorities that are trusted, instead of the platform's, if given
 */
record Route(MailServer server, Origin origin, NetworkGuard guard, Optional<TrustAnchors> trust) {}
