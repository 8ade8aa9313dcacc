/**
 * The storage SPI. A store implements {@link org.emailregistry.store.RegistryStore} and passes
 * {@code RegistryStoreContract}, a suite of tests in the {@code tests} artifact of this module.
 *
 * <p>Rows hold text and numbers as a database returns them. The registry validates every row each time it reads it.
 */
@NullMarked
package org.emailregistry.store;

import org.jspecify.annotations.NullMarked;
