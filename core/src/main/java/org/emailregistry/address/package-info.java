/**
 * Where a mail server is: {@code host:port}, judged strictly.
 *
 * <p>Begin with {@link org.emailregistry.address.ServerAddress}, whose documentation has the whole grammar.
 */
@NullMarked
package org.emailregistry.address;

import org.jspecify.annotations.NullMarked;
