/**
 * The test of a connection: {@link org.emailregistry.probe.ConnectionProbe} says for the SMTP and the IMAP server of a
 * mailbox what came of it, which field is at fault, and what helps. The values only; {@code
 * org.emailregistry.connection.SocketProbe} does it.
 */
@NullMarked
package org.emailregistry.probe;

import org.jspecify.annotations.NullMarked;
