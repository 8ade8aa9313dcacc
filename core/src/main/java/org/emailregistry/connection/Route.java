package org.emailregistry.connection;

import java.util.Optional;
import org.emailregistry.policy.NetworkGuard;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.TrustedCertificates;

/**
 * The destination of a connection and the rules for it.
 *
 * @param server the server
 * @param origin who named the server
 * @param guard decides which addresses may be connected to
 * @param trustedCertificates the certificate authorities to trust instead of the platform's
 */
record Route(MailServer server, Origin origin, NetworkGuard guard, Optional<TrustedCertificates> trustedCertificates) {}
