/** Reading accounts and resolving them against the present catalog. */
@NullMarked
package org.emailregistry.internal.resolve;

import org.jspecify.annotations.NullMarked;
