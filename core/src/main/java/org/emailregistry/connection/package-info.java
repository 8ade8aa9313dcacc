/**
 * Guarded connections to mail servers, shared by the test of a connection and Jakarta Mail. A name is resolved once,
 * every address is vetted before it is connected to, TLS is verified for the typed name, and time and memory are
 * bounded.
 *
 * <p>Start with {@link org.emailregistry.connection.SocketProbe}.
 */
@NullMarked
package org.emailregistry.connection;

import org.jspecify.annotations.NullMarked;
