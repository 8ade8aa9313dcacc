/**
 * The rules for mail servers: {@link org.emailregistry.policy.ConnectionPolicy} for ports and encryption,
 * {@link org.emailregistry.policy.NetworkGuard} for network addresses.
 */
@NullMarked
package org.emailregistry.policy;

import org.jspecify.annotations.NullMarked;
