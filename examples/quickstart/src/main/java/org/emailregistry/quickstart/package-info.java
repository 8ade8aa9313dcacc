/** The steps that the README describes, with real mail servers. */
@NullMarked
package org.emailregistry.quickstart;

import org.jspecify.annotations.NullMarked;
