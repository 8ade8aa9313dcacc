/** The catalog of one node: validated snapshots, their cache, and the offer and suggestions made from them. */
@NullMarked
package org.emailregistry.internal.snapshot;

import org.jspecify.annotations.NullMarked;
