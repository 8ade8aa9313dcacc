@org.jspecify.annotations.NullMarked
package org.emailregistry.workspace.mail;
