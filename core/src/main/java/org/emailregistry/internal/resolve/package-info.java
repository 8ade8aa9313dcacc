/** What an account comes to by the catalog as it is. */
@NullMarked
package org.emailregistry.internal.resolve;

import org.jspecify.annotations.NullMarked;
