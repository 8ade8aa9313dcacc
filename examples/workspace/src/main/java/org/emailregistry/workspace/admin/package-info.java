/** The pages for administrators. */
@NullMarked
package org.emailregistry.workspace.admin;

import org.jspecify.annotations.NullMarked;
