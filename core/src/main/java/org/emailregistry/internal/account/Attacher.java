package org.emailregistry.internal.account;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.emailregistry.AccountEvent;
import org.emailregistry.AttachmentPlan;
import org.emailregistry.NotOfferedException;
import org.emailregistry.Resolution;
import org.emailregistry.StalePlanException;
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
import org.emailregistry.store.JobPage;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.emailregistry.store.RegistryStore;

/** Attaches manual accounts to a service that has the same servers. */
public record Attacher(
        RegistryStore store,
        CatalogCache cache,
        AccountReader reader,
        AccountRows rows,
        Vault vault,
        CatalogWriter writer,
        AccountEvents events) {

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

    public JobPage attach(Author author, ServiceId id, String token, PageRequest wanted) {
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
        return new Job(reader, located -> attach(located, entry)).run(page);
    }

    private Job.Result attach(Located located, ServiceEntry entry) {
        if (!fits(located, entry.service().orElseThrow())) {
            return Job.Result.NOT_NEEDED;
        }
        AccountRow row = located.row();
        var binding = new Vault.Binding(
                row.id(),
                row.owner(),
                row.address(),
                row.login(),
                row.smtpLogin(),
                Optional.of(entry.id()),
                Optional.empty(),
                Origin.ADMINISTRATOR.name());
        AccountRow next = rows.attached(
                row,
                entry.id(),
                vault.reseal(
                        Vault.Binding.of(row),
                        row.credentials().orElseThrow(),
                        binding,
                        entry.home().orElseThrow()));
        return switch (store.move(row, next, entry.definedAt().revision())) {
            case INSERTED -> {
                events.tell(next, AccountEvent.Kind.ATTACHED);
                yield Job.Result.DONE;
            }
            case DOOR_CLOSED_OR_MOVED -> throw new StalePlanException(plan(entry.id()));
            case ALREADY_CONNECTED, OWNER_LIMIT -> Job.Result.CHANGED_CONCURRENTLY;
        };
    }
}
