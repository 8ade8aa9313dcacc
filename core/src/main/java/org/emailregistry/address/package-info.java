/**
 * Server addresses, written {@code host:port}, and their strict parser.
 *
 * <p>Start with {@link org.emailregistry.address.ServerAddress}, which documents the grammar.
 */
@NullMarked
package org.emailregistry.address;

import org.jspecify.annotations.NullMarked;
