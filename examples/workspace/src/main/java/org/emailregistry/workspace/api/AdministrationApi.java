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
import org.emailregistry.account.UserId;
import org.emailregistry.policy.Problem;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.ServiceId;
import org.emailregistry.store.Change;
import org.emailregistry.store.Page;
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

/** The administration of the list, for administrators; everything is recorded under the caller's name. */
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

    /** All problems of a service that is not saved yet, warnings too. */
    @PostMapping(path = "/services/review", consumes = APPLICATION_JSON_VALUE)
    List<Problem> review(Principal user, @Valid @RequestBody ServiceBody body) {
        return as(user).review(body.draft());
    }

    /** Tests a service that is not saved yet. */
    @PostMapping(path = "/services/test", consumes = APPLICATION_JSON_VALUE)
    ReportView test(Principal user, @Valid @RequestBody TestBody body) {
        try (body) {
            return ReportView.of(as(user).test(body.service().draft(), body.credentials()));
        }
    }

    @PostMapping(path = "/services", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<ServiceView> add(Principal user, @Valid @RequestBody ServiceBody body) {
        EmailService added = as(user).add(body.draft());
        return ResponseEntity.created(URI.create("/api/admin/services/" + added.id()))
                .body(ServiceView.of(added));
    }

    /** One Save for several decisions: all of it is done, or nothing. Answers with the list as it is then. */
    @PatchMapping(path = "/services", consumes = APPLICATION_JSON_VALUE)
    CatalogView save(Principal user, @Valid @RequestBody SaveBody body) {
        Administration administration = as(user);
        body.of(administration).apply();
        return CatalogView.of(administration.catalog());
    }

    /** Says what an edit would do, and does nothing. */
    @PostMapping(path = "/services/{id}/edit-plan", consumes = APPLICATION_JSON_VALUE)
    PlanView.Edit planEdit(Principal user, @PathVariable ServiceId id, @Valid @RequestBody EditBody body) {
        return PlanView.Edit.of(plan(user, id, body));
    }

    /** Edits a service; connected mailboxes follow. The plan's token is needed where the plan wants a confirmation. */
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

    /** Says how many mailboxes a removal would stop, and does nothing. */
    @GetMapping("/services/{id}/removal-plan")
    PlanView.Removal planRemoval(Principal user, @PathVariable ServiceId id) {
        return PlanView.Removal.of(as(user).planRemoval(id));
    }

    /** Whose mailboxes use a service. */
    @GetMapping("/services/{id}/users")
    Page<String> users(
            Principal user,
            @PathVariable ServiceId id,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Page<UserId> users = Paging.checked(() -> as(user).usersOf(id, cursor, limit));
        return new Page<>(users.items().stream().map(UserId::value).toList(), users.next());
    }

    /** Removes a service, by the token of the plan that was seen. */
    @DeleteMapping("/services/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Principal user, @PathVariable ServiceId id, @RequestParam String token) {
        as(user).remove(id, token);
    }

    /** Hides a service from users, or shows it again. */
    @PutMapping(path = "/services/{id}/hidden", consumes = APPLICATION_JSON_VALUE)
    ServiceView hide(Principal user, @PathVariable ServiceId id, @RequestBody boolean hidden) {
        return ServiceView.of(hidden ? as(user).hide(id) : as(user).show(id));
    }

    /** Allows or forbids "Other". */
    @PutMapping(path = "/manual-entry", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void allowManualEntry(Principal user, @RequestBody boolean allowed) {
        as(user).allowManualEntry(allowed);
    }

    /** The history, oldest first. The entries of one Save stay together, so that a page can be longer than asked for. */
    @GetMapping("/history")
    Page<ChangeView> history(
            Principal user,
            @RequestParam(defaultValue = "0") long cursor,
            @RequestParam(defaultValue = "100") int limit) {
        List<Change> changes = Paging.checked(() -> as(user).history(cursor, limit));
        Optional<String> next = changes.size() < limit
                ? Optional.empty()
                : Optional.of(Long.toString(changes.get(changes.size() - 1).revision()));
        return new Page<>(changes.stream().map(ChangeView::of).toList(), next);
    }
}
