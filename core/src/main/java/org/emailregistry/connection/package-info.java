/**
 * The guarded connection to a mail server, once for the test of a connection and for Jakarta Mail: a name is resolved
 * once, every address is vetted, only vetted ones are connected to, TLS is ours with the identity of the typed name,
 * and all of it is bounded in time and memory. Start at {@link org.emailregistry.connection.SocketProbe}.
 */
@NullMarked
package org.emailregistry.connection;

import org.jspecify.annotations.NullMarked;
