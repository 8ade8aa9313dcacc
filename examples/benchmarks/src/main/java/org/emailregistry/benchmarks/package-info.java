/** The costs of the library compared with its alternatives. {@code Benchmarks} prints the tables of the README. */
@NullMarked
package org.emailregistry.benchmarks;

import org.jspecify.annotations.NullMarked;
