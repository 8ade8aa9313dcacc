/**
 * The list of email services from which the users of an application choose, and their connected mailboxes.
 *
 * <p>Start with {@link org.emailregistry.EmailServiceRegistry#builder}. What an administrator does is
 * {@link org.emailregistry.Administration}, what happens for a user is {@link org.emailregistry.MailAccounts}.
 *
 * <p>What is refused is a {@link org.emailregistry.RefusedException}; a broken store is a
 * {@link org.emailregistry.store.StoreException}; null where a value is needed is a {@link NullPointerException} that names
 * the parameter. After each of them the state is what it was, but for the kind <em>outcome unknown</em> of a broken store.
 */
@NullMarked
package org.emailregistry;

import org.jspecify.annotations.NullMarked;
