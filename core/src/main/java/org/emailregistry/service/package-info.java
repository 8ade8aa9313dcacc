/**
 * Email services, which an administrator offers and users choose from.
 *
 * <p>Start with {@link org.emailregistry.service.ServiceDraft}, the input of an administrator, and
 * {@link org.emailregistry.service.EmailService}, the resulting service.
 */
@NullMarked
package org.emailregistry.service;

import org.jspecify.annotations.NullMarked;
