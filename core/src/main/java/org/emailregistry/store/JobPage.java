package org.emailregistry.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.emailregistry.account.AccountId;

/**
 * The result of one page of a job that goes through accounts, such as resealing credentials. Each account of the page
 * is in {@code done}, in {@code left}, or did not need the job. Immutable.
 *
 * <pre>{@code
 * Optional<PageRequest> next = Optional.of(PageRequest.first(1000));
 * while (next.isPresent()) {
 *     JobPage page = admin.reseal(next.get());
 *     page.left().forEach(left -> System.out.println(left.account() + ": " + left.reason()));
 *     next = page.next();
 * }
 * }</pre>
 *
 * @param done the accounts that this page of the job changed
 * @param left the accounts that needed the job and were not changed, each with the reason
 * @param next the request for the next page; empty on the last page
 */
public record JobPage(List<AccountId> done, List<Left> left, Optional<PageRequest> next) {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if a component or an item is null
     */
    public JobPage {
        done = List.copyOf(done);
        left = List.copyOf(left);
        requireNonNull(next, "next");
    }

    /**
     * An account that a job left unchanged.
     *
     * @param account the account
     * @param reason why the account was left unchanged
     */
    public record Left(AccountId account, Reason reason) {
        /**
         * Checks the components.
         *
         * @throws NullPointerException if a component is null
         */
        public Left {
            requireNonNull(account, "account");
            requireNonNull(reason, "reason");
        }
    }

    /** The reasons for which a job leaves an account unchanged. */
    public enum Reason {
        /** The account changed concurrently at each of many attempts. Repeating the job helps. */
        CHANGED_CONCURRENTLY,
        /**
         * The credentials cannot be opened: the cipher does not have their key, or the stored account was altered. Add
         * the key to the cipher, or have the user {@linkplain org.emailregistry.MailAccounts#reconnect reconnect} the
         * account.
         */
        CREDENTIALS_UNREADABLE
    }
}
