package org.emailregistry.workspace.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.Valid;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.emailregistry.Administration;
import org.emailregistry.EditPlan;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.HistoryPage;
import org.emailregistry.RemovalPlan;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The administration of the services. The history records each change under the caller's name. */
@RestController
@RequestMapping("/api/admin")
class AdministrationApi {
    private final EmailServiceRegistry registry;

    AdministrationApi(EmailServiceRegistry registry) {
        this.registry = registry;
    }

    private Administration as(Principal user) {
        return registry.administration(user.getName());
    }

    @GetMapping("/services")
    CatalogView list(Principal user) {
        return CatalogView.of(as(user).catalog());
    }

    @GetMapping("/services/{id}")
    ServiceView find(Principal user, @PathVariable ServiceId id) {
        return as(user).service(id).map(ServiceView::of).orElseThrow(() -> new NotFoundException("service " + id));
    }

    /** Returns all errors and warnings of a service that is not saved yet. */
    @PostMapping(path = "/services/review", consumes = APPLICATION_JSON_VALUE)
    List<Problem> review(Principal user, @Valid @RequestBody ServiceBody body) {
        return as(user).review(body.draft());
    }

    /** Tests a service that is not saved yet. */
    @PostMapping(path = "/services/test", consumes = APPLICATION_JSON_VALUE)
    ReportView test(Principal user, @Valid @RequestBody TestBody body) {
        try (body) {
            ServiceDraft draft = body.service().draft();
            Optional<Credentials> credentials = body.credentials();
            return ReportView.of(
                    credentials.isPresent() ? as(user).test(draft, credentials.get()) : as(user).test(draft));
        }
    }

    @PostMapping(path = "/services", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<ServiceView> add(Principal user, @Valid @RequestBody ServiceBody body) {
        EmailService added = as(user).add(body.draft());
        return ResponseEntity.created(URI.create("/api/admin/services/" + added.id()))
                .body(ServiceView.of(added));
    }

    /** Saves several decisions together, or none of them. Returns the new list. */
    @PatchMapping(path = "/services", consumes = APPLICATION_JSON_VALUE)
    CatalogView save(Principal user, @Valid @RequestBody SaveBody body) {
        Administration administration = as(user);
        body.of(administration).apply();
        return CatalogView.of(administration.catalog());
    }

    /** Returns the effect of an edit, and changes nothing. */
    @PostMapping(path = "/services/{id}/edit-plan", consumes = APPLICATION_JSON_VALUE)
    PlanView.Edit planEdit(Principal user, @PathVariable ServiceId id, @Valid @RequestBody EditBody body) {
        return PlanView.Edit.of(plan(user, id, body));
    }

    /** Edits a service; connected mailboxes follow. If the plan requires a confirmation, its token is required. */
    @PutMapping(path = "/services/{id}", consumes = APPLICATION_JSON_VALUE)
    ServiceView edit(Principal user, @PathVariable ServiceId id, @Valid @RequestBody EditBody body) {
        EditPlan plan = plan(user, id, body);
        Administration administration = as(user);
        return ServiceView.of(
                body.token() == null ? administration.edit(plan) : administration.edit(plan, body.token()));
    }

    private EditPlan plan(Principal user, ServiceId id, EditBody body) {
        return as(user).planEdit(id, body.seenRevision(), body.service().draft());
    }

    /** Returns how many mailboxes would stop working after a removal, and changes nothing. */
    @GetMapping("/services/{id}/removal-plan")
    PlanView.Removal planRemoval(Principal user, @PathVariable ServiceId id) {
        return PlanView.Removal.of(as(user).planRemoval(id));
    }

    /** Returns the users whose mailboxes use a service. */
    @GetMapping("/services/{id}/users")
    PageView<String> users(
            Principal user,
            @PathVariable ServiceId id,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return Paging.checked(() -> PageView.of(as(user).usersOf(id, new PageRequest(cursor, limit)), UserId::value));
    }

    /** Removes a service. The token is that of a removal plan; if the facts have changed since, the removal is refused. */
    @DeleteMapping("/services/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Principal user, @PathVariable ServiceId id, @RequestParam String token) {
        as(user).remove(RemovalPlan.of(id, token), token);
    }

    /** Returns the stored servers of a service for a confirmation, and changes nothing. */
    @GetMapping("/services/{id}/destination-plan")
    PlanView.Destinations planDestinations(Principal user, @PathVariable ServiceId id) {
        return PlanView.Destinations.of(as(user).planDestinations(id));
    }

    /** Confirms the stored servers of a service, so that one that is {@code invalid} is used again. */
    @PutMapping(path = "/services/{id}/destinations", consumes = APPLICATION_JSON_VALUE)
    ServiceView confirmDestinations(Principal user, @PathVariable ServiceId id, @Valid @RequestBody ConfirmBody body) {
        Administration administration = as(user);
        return ServiceView.of(administration.confirmDestinations(administration.planDestinations(id), body.token()));
    }

    /** Hides a service from users, or shows it again. */
    @PutMapping(path = "/services/{id}/hidden", consumes = APPLICATION_JSON_VALUE)
    ServiceView hide(Principal user, @PathVariable ServiceId id, @RequestBody boolean hidden) {
        return ServiceView.of(hidden ? as(user).hide(id) : as(user).show(id));
    }

    /** Allows or forbids "Other". Either one replaces a stored setting that is refused. */
    @PutMapping(path = "/manual-entry", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void allowManualEntry(Principal user, @RequestBody boolean allowed) {
        as(user).allowManualEntry(allowed);
    }

    /** Returns what an operator should know. The cost grows with the number of mailboxes. */
    @GetMapping("/findings")
    List<FindingView> findings() {
        return registry.check().stream().map(FindingView::of).toList();
    }

    /** Returns the history, newest first. A page can exceed the limit, because the entries of one Save stay together. */
    @GetMapping("/history")
    PageView<ChangeView> history(
            Principal user, @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "100") int limit) {
        HistoryPage page = Paging.checked(() -> as(user).history(new PageRequest(cursor, limit)));
        return PageView.of(page.changes(), page.next(), ChangeView::of);
    }
}
