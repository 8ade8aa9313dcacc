/** What a connection may be: the rules for server settings, and for the network addresses behind them. */
@NullMarked
package org.emailregistry.policy;

import org.jspecify.annotations.NullMarked;
