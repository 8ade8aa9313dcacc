/** The story of the README, from end to end, against real mail servers. */
@NullMarked
package org.emailregistry.quickstart;

import org.jspecify.annotations.NullMarked;
