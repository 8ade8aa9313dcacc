/**
 * What a store has to do. Whoever writes one implements {@link org.emailregistry.store.RegistryStore} and runs
 * {@code RegistryStoreContract}, which is in the {@code tests} artifact of this module.
 *
 * <p>Rows are what a database holds: texts and numbers that nobody has judged yet. The registry judges them each time it
 * reads them.
 */
@NullMarked
package org.emailregistry.store;

import org.jspecify.annotations.NullMarked;
