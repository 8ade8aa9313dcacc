package org.emailregistry.workspace.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.mail.MessagingException;
import jakarta.validation.Valid;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.emailregistry.ConnectRequest;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.Credentials;
import org.emailregistry.account.UserId;
import org.emailregistry.store.PageRequest;
import org.emailregistry.workspace.mail.KeptMessage;
import org.emailregistry.workspace.mail.NoMailboxException;
import org.emailregistry.workspace.mail.UserMail;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The mailbox of the calling user. No request names an account, so no request can reach another user's mailbox. */
@RestController
@RequestMapping("/api")
class MailboxApi {
    private final EmailServiceRegistry registry;
    private final UserMail mail;

    MailboxApi(EmailServiceRegistry registry, UserMail mail) {
        this.registry = registry;
        this.mail = mail;
    }

    @GetMapping("/services")
    OfferView offer() {
        return OfferView.of(registry.offer());
    }

    /** Returns the service that an email address belongs to. */
    @GetMapping("/suggestion")
    SuggestionView suggest(@RequestParam String address) {
        return registry.suggest(address)
                .map(SuggestionView::of)
                .orElseThrow(() -> new NotFoundException("suggestion for this address"));
    }

    /** Tests the connection of a mailbox, and stores nothing. */
    @PostMapping(path = "/test", consumes = APPLICATION_JSON_VALUE)
    ReportView test(Principal user, @Valid @RequestBody ConnectBody body) {
        try (body) {
            return ReportView.of(registry.accounts().test(id(user), body.request()));
        }
    }

    @GetMapping("/mailbox")
    MailboxView mailbox(Principal user) {
        return mail.mailbox(id(user)).map(MailboxView::of).orElseThrow(NoMailboxException::new);
    }

    @PostMapping(path = "/mailbox", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    MailboxView connect(Principal user, @Valid @RequestBody ConnectBody body) {
        try (body) {
            registry.accounts().connect(id(user), body.request());
            return mailbox(user);
        }
    }

    /** Connects the mailbox to another service. The address and the stored mail stay. */
    @PutMapping(path = "/mailbox", consumes = APPLICATION_JSON_VALUE)
    MailboxView reconnect(Principal user, @Valid @RequestBody ConnectBody body) {
        try (body) {
            ConnectRequest request = body.request();
            registry.accounts().reconnect(mail.account(id(user)), request);
            return mailbox(user);
        }
    }

    /** Disconnects the mailbox and deletes the stored mail. */
    @DeleteMapping("/mailbox")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(Principal user) {
        mail.disconnect(id(user));
    }

    @PutMapping(path = "/mailbox/credentials", consumes = APPLICATION_JSON_VALUE)
    MailboxView changeCredentials(Principal user, @Valid @RequestBody CredentialsBody body) {
        try (body) {
            Credentials credentials = body.credentials();
            registry.accounts().changeCredentials(mail.account(id(user)), credentials);
            return mailbox(user);
        }
    }

    /** Tests new credentials with the servers of the mailbox, and stores nothing. */
    @PostMapping(path = "/mailbox/credentials/test", consumes = APPLICATION_JSON_VALUE)
    ReportView test(Principal user, @Valid @RequestBody CredentialsBody body) {
        try (body) {
            Credentials credentials = body.credentials();
            return ReportView.of(registry.accounts().test(mail.account(id(user)), credentials));
        }
    }

    @GetMapping("/mailbox/folders")
    Set<String> folders(Principal user) {
        return mail.folders(id(user));
    }

    /** Returns the stored messages of a folder, newest first, even if the mailbox does not work. */
    @GetMapping("/mailbox/messages")
    PageView<MessageView> messages(
            Principal user,
            @RequestParam(defaultValue = "INBOX") String folder,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return Paging.checked(
                () -> PageView.of(mail.messages(id(user), folder, new PageRequest(cursor, limit)), MessageView::of));
    }

    /** Returns a stored message with its text; HTML is sanitized. */
    @GetMapping("/mailbox/messages/{message}")
    KeptMessage message(Principal user, @PathVariable long message) {
        return mail.message(id(user), message).orElseThrow(() -> new NotFoundException("message " + message));
    }

    /** Fetches new messages of a folder. Returns the folders of the mailbox. */
    @PostMapping(path = "/mailbox/fetch", consumes = APPLICATION_JSON_VALUE)
    Set<String> fetch(Principal user, @Valid @RequestBody FolderBody body) throws MessagingException, IOException {
        return mail.refresh(id(user), body.folder());
    }

    @PostMapping(path = "/mailbox/messages", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void send(Principal user, @Valid @RequestBody MessageBody body) throws MessagingException, IOException {
        mail.send(id(user), body.to(), body.subject(), body.text());
    }

    private static UserId id(Principal user) {
        return new UserId(user.getName());
    }
}
