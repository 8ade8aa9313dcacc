package org.emailregistry.workspace.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.emailregistry.AccountStatus;
import org.emailregistry.EmailServiceRegistry;
import org.emailregistry.account.AccountId;
import org.emailregistry.account.UserId;
import org.emailregistry.jakartamail.MailConnector;
import org.emailregistry.store.Page;
import org.emailregistry.store.PageRequest;
import org.springframework.stereotype.Service;

/** The mail of a user: stored messages, and new ones from the server. A user has one mailbox, and cannot reach others. */
@Service
public class UserMail {
    /** The folder in which the application stores sent mail. */
    public static final String SENT = "Sent";

    /** The folder that every server has. */
    public static final String INBOX = "INBOX";

    /** The maximum number of messages per fetch, the newest of the folder. */
    private static final int FETCHED = 50;

    private static final int LONGEST_PAGE = 200;

    private final EmailServiceRegistry registry;
    private final MailConnector connector;
    private final KeptMail kept;

    UserMail(EmailServiceRegistry registry, MailConnector connector, KeptMail kept) {
        this.registry = registry;
        this.connector = connector;
        this.kept = kept;
    }

    /** Returns the user's mailbox, if one is connected. */
    public Optional<AccountStatus> mailbox(UserId user) {
        return registry.accounts().accountsOf(user).stream().findFirst();
    }

    /** Returns the account id of the user's own mailbox. */
    public AccountId account(UserId user) {
        return mailbox(user).orElseThrow(NoMailboxException::new).account().id();
    }

    /** Returns the known folders, without connecting to the server. */
    public Set<String> folders(UserId user) {
        Set<String> folders = new TreeSet<>(List.of(INBOX, SENT));
        folders.addAll(kept.folders(account(user)));
        return folders;
    }

    /** Returns the stored messages of a folder, newest first. */
    public List<KeptMessage> messages(UserId user, String folder) {
        return kept.messages(account(user), folder);
    }

    /**
     * Returns a page of the stored messages of a folder, newest first.
     *
     * @throws IllegalArgumentException if the limit is above 200, or the cursor is not one of this list
     */
    public Page<KeptMessage> messages(UserId user, String folder, PageRequest wanted) {
        int limit = wanted.limit();
        if (limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("limit: 1 to " + LONGEST_PAGE + ", got " + limit);
        }
        AccountId account = account(user);
        List<KeptMessage> messages = wanted.cursor()
                .map(Long::valueOf)
                .map(id -> kept.message(account, id).orElseThrow(() -> new IllegalArgumentException("cursor: unknown")))
                .map(last -> kept.messagesBefore(account, folder, last, limit))
                .orElseGet(() -> kept.messages(account, folder, limit));
        return new Page<>(
                messages,
                messages.size() < limit
                        ? Optional.empty()
                        : Optional.of(PageRequest.after(
                                Long.toString(messages.get(limit - 1).id()), limit)));
    }

    /** Returns a stored message. */
    public Optional<KeptMessage> message(UserId user, long id) {
        return kept.message(account(user), id);
    }

    /** Fetches and stores new messages of a folder. Returns the folders of the mailbox. */
    public Set<String> refresh(UserId user, String folder) throws MessagingException, IOException {
        AccountId account = account(user);
        try (Store store = connector.openImap(account)) {
            Set<String> folders = new HashSet<>();
            for (Folder each : store.getDefaultFolder().list("*")) {
                if ((each.getType() & Folder.HOLDS_MESSAGES) != 0) {
                    folders.add(each.getFullName());
                }
            }
            kept.keepFolders(account, folders);
            Folder opened = store.getFolder(folder);
            if (opened.exists()) {
                try (opened) {
                    opened.open(Folder.READ_ONLY);
                    keepNew(account, folder, opened);
                }
            }
        }
        return folders(user);
    }

    private void keepNew(AccountId account, String name, Folder folder) throws MessagingException, IOException {
        UIDFolder uids = (UIDFolder) folder;
        int count = folder.getMessageCount();
        Message[] newest = count == 0 ? new Message[0] : folder.getMessages(Math.max(1, count - FETCHED + 1), count);
        var profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        folder.fetch(newest, profile);
        Set<String> known = kept.known(account, name);
        for (Message message : newest) {
            // A UID means something only together with the folder's UIDVALIDITY (RFC 9051 section 2.3.1.1).
            String key = uids.getUIDValidity() + "/" + uids.getUID(message);
            if (!known.contains(key)) {
                kept.keep(account, key, MessageReader.read(name, message));
            }
        }
    }

    /**
     * Sends a message, and stores a copy.
     *
     * @param to the recipients, separated by commas
     */
    public void send(UserId user, String to, String subject, String text) throws MessagingException, IOException {
        AccountId account = account(user);
        MimeMessage message = connector.compose(account);
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to, true));
        message.setSubject(subject, StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        connector.send(account, message);
        String key = Arrays.toString(message.getHeader("Message-ID"));
        kept.keep(account, key, MessageReader.read(SENT, message));
    }

    /** Disconnects the mailbox and deletes the stored mail. */
    public void disconnect(UserId user) {
        AccountId account = account(user);
        registry.accounts().disconnect(account);
        kept.forget(account);
    }
}
