/** The mail server, the users and the services of the demonstration. */
@NullMarked
package org.emailregistry.workspace.demo;

import org.jspecify.annotations.NullMarked;
