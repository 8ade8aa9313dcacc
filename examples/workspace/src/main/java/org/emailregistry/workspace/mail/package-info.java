/** What users see, and the mail that the application keeps. */
@NullMarked
package org.emailregistry.workspace.mail;

import org.jspecify.annotations.NullMarked;
