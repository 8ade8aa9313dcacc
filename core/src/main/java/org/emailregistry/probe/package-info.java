/**
 * Connection tests. A {@link org.emailregistry.probe.ConnectionProbe} reports for the SMTP and the IMAP server of a
 * mailbox the outcome, the field at fault and the remedy.
 *
 * <p>This package has the interface and its values; {@code org.emailregistry.connection.SocketProbe} is the
 * implementation.
 */
@NullMarked
package org.emailregistry.probe;

import org.jspecify.annotations.NullMarked;
