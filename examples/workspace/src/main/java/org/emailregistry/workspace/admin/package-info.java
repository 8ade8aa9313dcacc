/** What administrators see. */
@NullMarked
package org.emailregistry.workspace.admin;

import org.jspecify.annotations.NullMarked;
