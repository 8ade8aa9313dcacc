/** What the library costs beside its alternatives: one table of the README each, by {@code Benchmarks}. */
@NullMarked
package org.emailregistry.benchmarks;

import org.jspecify.annotations.NullMarked;
