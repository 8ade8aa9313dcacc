/** Common parts of the forms of administrators and users: typed servers, problems at fields, results of a test. */
@NullMarked
package org.emailregistry.workspace.form;

import org.jspecify.annotations.NullMarked;
