/** Reading and writing JSON: reading is bounded and reports all faults at once. The only package that uses Jackson. */
@NullMarked
package org.emailregistry.internal.json;

import org.jspecify.annotations.NullMarked;
