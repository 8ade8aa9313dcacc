/**
 * Services in the configuration format of mail clients: import and export.
 *
 * <p>Start with {@link org.emailregistry.autoconfig.Autoconfig}. This package fetches nothing; see
 * {@link org.emailregistry.discovery}.
 */
@NullMarked
package org.emailregistry.autoconfig;

import org.jspecify.annotations.NullMarked;
