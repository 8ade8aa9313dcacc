package org.emailregistry.internal.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.AccountEvent;
import org.emailregistry.AttachmentPlan;
import org.emailregistry.NotOfferedException;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.CipherException;
import org.emailregistry.account.MailAccount;
import org.emailregistry.internal.decision.Author;
import org.emailregistry.internal.decision.CatalogWriter;
import org.emailregistry.internal.decision.Decision;
import org.emailregistry.internal.decision.Tokens;
import org.emailregistry.internal.resolve.AccountReader;
import org.emailregistry.internal.resolve.Located;
import org.emailregistry.internal.resolve.Resolver;
import org.emailregistry.internal.snapshot.CatalogCache;
import org.emailregistry.internal.snapshot.ServiceEntry;
import org.emailregistry.internal.vault.Vault;
import org.emailregistry.internal.watch.AccountEvents;
import org.emailregistry.policy.Origin;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.Door;
import org.emailregistry.store.DoorId;
import org.emailregistry.store.InsertResult;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attaches manual accounts to a service that has the same servers. */
public record Attacher(
        RegistryStore store,
        CatalogCache cache,
        AccountReader reader,
        AccountRows rows,
        Vault vault,
        CatalogWriter writer,
        AccountEvents events) {
    private static final Logger LOG = LoggerFactory.getLogger(Attacher.class);

    /** Returns the door of manual entry. */
    public Door door() {
        return store.door(DoorId.MANUAL);
    }

    public AccountReader.Listed page(PageRequest wanted) {
        return reader.page(new AccountQuery.Manual(), wanted);
    }

    public AttachmentPlan plan(ServiceId id) {
        return plan(open(id));
    }

    private ServiceEntry open(ServiceId id) {
        ServiceEntry entry = cache.fresh().existing(id);
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
                door().accounts(),
                Tokens.attachment(service.id(), entry.definedAt()));
    }

    public Page<MailAccount> candidates(ServiceId id, PageRequest wanted) {
        EmailService service = open(id).service().orElseThrow();
        AccountReader.Listed page = page(wanted);
        return new Page<>(
                page.accounts().stream()
                        .filter(located -> fits(located, service))
                        .map(located -> Resolver.account(located.row()))
                        .toList(),
                page.next());
    }

    private static boolean fits(Located located, EmailService service) {
        return located.resolutionIfSuspended() instanceof Resolution.Usable usable
                && usable.settings().equals(service.servers())
                && usable.trustedCertificates().equals(service.trustedCertificates())
                && located.row()
                        .credentials()
                        .filter(kept -> service.authenticationMethods().stream()
                                .anyMatch(method ->
                                        RequestReview.kind(method).name().equals(kept.kind())))
                        .isPresent();
    }

    public Page<AccountId> attach(Author author, ServiceId id, String token, PageRequest wanted) {
        ServiceEntry entry = open(id);
        AttachmentPlan fresh = plan(entry);
        if (!fresh.token().equals(token)) {
            throw new StalePlanException(fresh);
        }
        AccountReader.Listed page = page(wanted);
        if (wanted.cursor().isEmpty()) {
            // Repeating the first page is the same operation, unless a manual account was connected since.
            writer.write(
                    author,
                    OptionalLong.empty(),
                    "attach " + token + " " + door().arrivals(),
                    List.of(new Decision.Attach(id)));
        }
        List<AccountId> attached = new ArrayList<>();
        for (Located located : page.accounts()) {
            if (fits(located, entry.service().orElseThrow()) && attach(located.row(), entry)) {
                attached.add(located.row().id());
            }
        }
        return new Page<>(attached, page.next());
    }

    /** Attaches one account; returns false if its credentials cannot be opened, or if it changed concurrently. */
    private boolean attach(AccountRow row, ServiceEntry entry) {
        AccountRow next;
        try {
            var binding = new Vault.Binding(
                    row.id(), row.owner(), row.login(), Optional.of(entry.id()), Origin.ADMINISTRATOR.name());
            next = rows.attached(
                    row,
                    entry.id(),
                    vault.reseal(
                            Vault.Binding.of(row),
                            row.credentials().orElseThrow(),
                            binding,
                            entry.home().orElseThrow()));
        } catch (CipherException e) {
            LOG.warn(
                    "Could not attach manual account {} to a service; the account stays manual: {}",
                    row.id(),
                    e.getMessage());
            return false;
        }
        InsertResult result = store.move(row, next, entry.definedAt().revision());
        if (result == InsertResult.DOOR_CLOSED_OR_MOVED) {
            throw new StalePlanException(plan(entry.id()));
        }
        if (result != InsertResult.INSERTED) {
            return false;
        }
        events.tell(next, AccountEvent.Kind.ATTACHED);
        return true;
    }
}
