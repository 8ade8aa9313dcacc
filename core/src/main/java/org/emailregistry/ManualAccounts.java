package org.emailregistry;

import static java.util.Objects.requireNonNull;

import org.emailregistry.account.MailAccount;
import org.emailregistry.internal.account.Attacher;
import org.emailregistry.internal.decision.Author;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.JobPage;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;

/**
 * The operations of an administrator on manual accounts: the accounts whose servers their users typed ("Other").
 *
 * <p>Manual accounts keep working when manual entry is forbidden. Those with exactly the servers of a service can be
 * attached to that service, and then use its current settings. Methods that read or write the store block until the
 * store has answered. Thread-safe.
 */
public final class ManualAccounts {
    private final Attacher attacher;
    private final Author author;

    ManualAccounts(Attacher attacher, Author author) {
        this.attacher = attacher;
        this.author = author;
    }

    /** Returns the number of manual accounts. */
    public long count() {
        return attacher.door().accounts();
    }

    /**
     * Returns a page of the manual accounts, ordered by owner and id.
     *
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    public Page<MailAccount> list(PageRequest wanted) {
        requireNonNull(wanted, "page");
        AccountReader.Listed page = attacher.page(wanted);
        return new Page<>(
                page.accounts().stream()
                        .map(located -> Resolver.account(located.row()))
                        .toList(),
                page.next());
    }

    /**
     * Returns the effect of attaching manual accounts to a service, and changes nothing.
     *
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws NotOfferedException if the service is hidden, retired or {@linkplain Catalog#invalid invalid}
     */
    public AttachmentPlan planAttachment(ServiceId id) {
        requireNonNull(id, "id");
        return attacher.plan(id);
    }

    /**
     * Returns the accounts of one page of {@link #list} that would be attached to a service. A candidate is usable or
     * suspended, has exactly the servers of the service, and uses an authentication method that the service accepts. A
     * page can be empty and still have a next page. A service with trusted certificates of its own has no candidates.
     *
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws NotOfferedException if the service is hidden, retired or {@linkplain Catalog#invalid invalid}
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    public Page<MailAccount> candidates(ServiceId id, PageRequest wanted) {
        requireNonNull(id, "id");
        requireNonNull(wanted, "page");
        return attacher.candidates(id, wanted);
    }

    /**
     * Attaches the {@linkplain #candidates candidates} of one page of {@link #list} to a service. The accounts keep
     * their ids, addresses and credentials, and no connection is cut. The call for the first page adds one entry to the
     * history; repeating this call adds none until another manual account is connected.
     *
     * <p>After an interruption, continue with the last cursor or start again with the first page; either is safe,
     * because attached accounts are no longer in the list. An account that changes during the call is tried again.
     *
     * @param token the {@link AttachmentPlan#token} that was shown to the administrator
     * @return the attached accounts, the candidates that could not be attached with the reason, and the request for the
     *     next page
     * @throws StalePlanException if the service was edited, or its destinations confirmed, since the plan was made; or
     *     if the token belongs to another plan. Accounts that this call had attached before stay attached
     * @throws UnknownServiceException if the service does not exist, or was removed
     * @throws NotOfferedException if the service is hidden, retired or {@linkplain Catalog#invalid invalid}
     * @throws IllegalArgumentException if the cursor does not come from this list
     */
    public JobPage attach(AttachmentPlan plan, String token, PageRequest wanted) {
        requireNonNull(plan, "plan");
        requireNonNull(token, "token");
        requireNonNull(wanted, "page");
        return attacher.attach(author, plan.service(), token, wanted);
    }
}
