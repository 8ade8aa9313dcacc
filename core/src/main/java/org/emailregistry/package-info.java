/**
 * The email services that the users of an application can choose from, and the mailboxes that they have connected.
 *
 * <p>Start with {@link org.emailregistry.EmailServiceRegistry#builder}. {@link org.emailregistry.Administration} has
 * the operations of an administrator, {@link org.emailregistry.MailAccounts} the operations on users' accounts.
 *
 * <p>A refused call throws a subclass of {@link org.emailregistry.RefusedException}. A call that cannot reach the store
 * throws {@link org.emailregistry.store.StoreException}. Passing null throws {@link NullPointerException} unless the
 * parameter is {@code @Nullable}. An operation that throws has changed nothing, with two exceptions: after a
 * {@code StoreException} of kind {@code OUTCOME_UNKNOWN} the operation may have been carried out, and an operation on
 * many accounts or entries, such as {@link org.emailregistry.MailAccounts#forget} or
 * {@link org.emailregistry.Administration#purge}, keeps the part that was done before the
 * exception.
 */
@NullMarked
package org.emailregistry;

import org.jspecify.annotations.NullMarked;
