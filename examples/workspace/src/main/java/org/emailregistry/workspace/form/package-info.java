/** What the forms of administrators and users have in common: servers as typed, problems at their fields, results of a test. */
@NullMarked
package org.emailregistry.workspace.form;

import org.jspecify.annotations.NullMarked;
