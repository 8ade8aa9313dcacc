package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.MailAccount;
import org.emailregistry.internal.account.Attacher;
import org.emailregistry.internal.decision.Author;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Page;
import org.emailregistry.store.RegistryStore;

/**
 * The accounts whose servers their users typed: they stay when manual entry is forbidden, and those that have the servers
 * of a service can be attached to it, so that they follow it from then on. Thread-safe.
 */
public final class ManualAccounts {
    private final Attacher attacher;
    private final Author author;

    ManualAccounts(Attacher attacher, Author author) {
        this.attacher = attacher;
        this.author = author;
    }

    /** How many there are. */
    public long count() {
        return attacher.door().members();
    }

    /**
     * A page of them, by owner and id.
     *
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}
     * @throws IllegalArgumentException if the limit is out of range, or the cursor is not one of these
     */
    public Page<MailAccount> list(Optional<String> cursor, int limit) {
        requireNonNull(cursor, "cursor");
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        AccountReader.Listed page = attacher.page(cursor, limit);
        return new Page<>(
                page.accounts().stream()
                        .map(located -> Resolver.account(located.row()))
                        .toList(),
                page.next());
    }

    /**
     * Says what attaching accounts to a service would do, and does nothing.
     *
     * @throws UnknownServiceException if there is no such service
     * @throws NotOfferedException if it is hidden, or cannot be read
     */
    public AttachmentPlan planAttachment(ServiceId id) {
        requireNonNull(id, "id");
        return attacher.plan(id);
    }

    /**
     * Those of a page of {@link #list} that would be attached: usable, with exactly the servers of the service, and a way
     * of signing in that it takes. A service with certificates of its own has other servers than anybody can type.
     *
     * @throws UnknownServiceException if there is no such service
     * @throws NotOfferedException if it is hidden, or cannot be read
     */
    public Page<MailAccount> candidates(ServiceId id, Optional<String> cursor, int limit) {
        requireNonNull(id, "id");
        requireNonNull(cursor, "cursor");
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        return attacher.candidates(id, cursor, limit);
    }

    /**
     * Attaches those of a page of {@link #list} that have the servers of a service. Their id, address and credentials
     * stay, and nothing is cut. The first page writes one entry into the history. Interrupted, it goes on from the last
     * cursor, or from the beginning; what is attached already is not listed any more.
     *
     * @param token the token of an {@link AttachmentPlan}
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}
     * @return the accounts that were attached
     * @throws StalePlanException if the service was edited since the plan
     * @throws UnknownServiceException if there is no such service
     * @throws NotOfferedException if it is hidden, or cannot be read
     */
    public Page<AccountId> attach(ServiceId id, String token, Optional<String> cursor, int limit) {
        requireNonNull(id, "id");
        requireNonNull(token, "token");
        requireNonNull(cursor, "cursor");
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        return attacher.attach(author, id, token, cursor, limit);
    }
}
