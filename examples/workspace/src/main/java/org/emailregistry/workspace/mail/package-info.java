/** The pages for users, and the mail that the application stores. */
@NullMarked
package org.emailregistry.workspace.mail;

import org.jspecify.annotations.NullMarked;
