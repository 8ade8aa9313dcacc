package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.MailAccount;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.Page;
import org.emailregistry.store.RegistryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts whose servers their users typed: they stay when manual entry is forbidden, and those that have the servers
 * of a service can be attached to it, so that they follow it from then on. Thread-safe.
 */
public final class ManualAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(ManualAccounts.class);

    private final Parts parts;
    private final Author author;

    ManualAccounts(Parts parts, Author author) {
        this.parts = parts;
        this.author = author;
    }

    /** How many there are. */
    public long count() {
        return door().members();
    }

    private Door door() {
        return parts.store().door(DoorId.MANUAL);
    }

    /**
     * A page of them, by owner and id.
     *
     * @param cursor empty for the first page, then what the page before gave
     * @param limit 1 to {@value RegistryStore#MAXIMUM_PAGE}
     * @throws IllegalArgumentException if the limit is out of range, or the cursor is not one of these
     */
    public Page<MailAccount> list(Optional<String> cursor, int limit) {
        AccountReader.Listed page = page(cursor, limit);
        return new Page<>(
                page.accounts().stream()
                        .map(located -> Resolver.account(located.row()))
                        .toList(),
                page.next());
    }

    private AccountReader.Listed page(Optional<String> cursor, int limit) {
        requireNonNull(cursor, "cursor");
        Limits.require(limit, RegistryStore.MAXIMUM_PAGE);
        return parts.reader().page(new AccountQuery.Manual(), cursor, limit);
    }

    /**
     * Says what attaching accounts to a service would do, and does nothing.
     *
     * @throws UnknownServiceException if there is no such service
     * @throws NotOfferedException if it is hidden, or cannot be read
     */
    public AttachmentPlan planAttachment(ServiceId id) {
        requireNonNull(id, "id");
        return plan(open(id));
    }

    private ServiceEntry open(ServiceId id) {
        ServiceEntry entry = Planner.existing(parts.cache().fresh(), id);
        if (!entry.open()) {
            throw NotOfferedException.service(id);
        }
        return entry;
    }

    private AttachmentPlan plan(ServiceEntry entry) {
        EmailService service = entry.service().orElseThrow();
        return new AttachmentPlan(
                service.id(),
                service.name(),
                service.servers(),
                count(),
                Tokens.attachment(service.id(), entry.definedAt()));
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
        EmailService service = open(id).service().orElseThrow();
        AccountReader.Listed page = page(cursor, limit);
        return new Page<>(
                page.accounts().stream()
                        .filter(located -> fits(located, service))
                        .map(located -> Resolver.account(located.row()))
                        .toList(),
                page.next());
    }

    private static boolean fits(AccountReader.Located located, EmailService service) {
        return located.resolutionIfSuspended() instanceof Resolution.Usable usable
                && usable.settings().equals(service.servers())
                && usable.trust().equals(service.trust())
                && located.row()
                        .credentials()
                        .filter(kept -> service.signIn().stream()
                                .anyMatch(
                                        method -> Admission.kind(method).name().equals(kept.kind())))
                        .isPresent();
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
        ServiceEntry entry = open(id);
        AttachmentPlan fresh = plan(entry);
        if (!fresh.token().equals(token)) {
            throw new StalePlanException(fresh);
        }
        AccountReader.Listed page = page(cursor, limit);
        if (cursor.isEmpty()) {
            // The same first page again is the same operation, unless somebody has typed servers since.
            parts.writer()
                    .write(
                            author,
                            OptionalLong.empty(),
                            "attach " + token + " " + door().arrivals(),
                            List.of(new Decision.Attach(id)));
        }
        List<AccountId> attached = new ArrayList<>();
        for (AccountReader.Located located : page.accounts()) {
            if (fits(located, entry.service().orElseThrow()) && attach(located.row(), entry)) {
                attached.add(located.row().id());
            }
        }
        return new Page<>(attached, page.next());
    }

    /** One that somebody else changes meanwhile is left to the next run. */
    private boolean attach(AccountRow row, ServiceEntry entry) {
        AccountRow next;
        try {
            var bond = new Vault.Bond(
                    row.id(), row.owner(), row.login(), Optional.of(entry.id()), Origin.ADMINISTRATOR.name());
            next = parts.rows()
                    .attached(
                            row,
                            entry.id(),
                            parts.vault()
                                    .reseal(
                                            Vault.Bond.of(row),
                                            row.credentials().orElseThrow(),
                                            bond,
                                            entry.home().orElseThrow()));
        } catch (CipherException e) {
            LOG.warn("Account {} is not attached: {}", row.id(), e.getMessage());
            return false;
        }
        InsertResult result = parts.store().move(row, next, entry.definedAt().revision());
        if (result == InsertResult.DOOR_CLOSED_OR_MOVED) {
            throw new StalePlanException(plan(open(entry.id())));
        }
        if (result != InsertResult.INSERTED) {
            return false;
        }
        parts.events().tell(next, AccountEvent.Kind.ATTACHED);
        return true;
    }
}
