/**
 * Email services: what an administrator offers and users choose.
 *
 * <p>Begin with {@link org.emailregistry.service.ServiceDraft}, which is what an administrator fills in, and
 * {@link org.emailregistry.service.EmailService}, which is what becomes of it.
 */
@NullMarked
package org.emailregistry.service;

import org.jspecify.annotations.NullMarked;
