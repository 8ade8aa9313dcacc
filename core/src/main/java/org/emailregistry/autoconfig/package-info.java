/**
 * Services in the configuration format of mail clients, in and out.
 *
 * <p>Begin with {@link org.emailregistry.autoconfig.Autoconfig}. Nothing is fetched here; see
 * {@link org.emailregistry.discovery}.
 */
@NullMarked
package org.emailregistry.autoconfig;

import org.jspecify.annotations.NullMarked;
