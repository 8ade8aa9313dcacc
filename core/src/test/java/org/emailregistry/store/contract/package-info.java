/**
 * The laws that every store has to fulfil, as tests. A store's own test implements
 * {@link org.emailregistry.store.contract.RegistryStoreContract} and says how to get an empty database.
 */
@NullMarked
package org.emailregistry.store.contract;

import org.jspecify.annotations.NullMarked;
