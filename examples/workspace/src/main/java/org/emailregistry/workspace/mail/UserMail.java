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

/** The mail of a user: what is kept, and what the server has that is new. A user has one mailbox, and reaches no other. */
@Service
public class UserMail {
    /** The folder of sent mail, which the application keeps itself. */
    public static final String SENT = "Sent";

    /** The folder that every server has. */
    public static final String INBOX = "INBOX";

    /** The newest messages of a folder that are fetched at once. */
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

    /** The user's mailbox, if one is connected. */
    public Optional<AccountStatus> mailbox(UserId user) {
        return registry.accounts().accountsOf(user).stream().findFirst();
    }

    /** The id of the user's mailbox: whoever asks for a mailbox asks for their own. */
    public AccountId account(UserId user) {
        return mailbox(user).orElseThrow(NoMailboxException::new).account().id();
    }

    /** The folders that are known, whether or not the server can be reached. */
    public Set<String> folders(UserId user) {
        Set<String> folders = new TreeSet<>(List.of(INBOX, SENT));
        folders.addAll(kept.folders(account(user)));
        return folders;
    }

    /** The messages of a folder that are kept, newest first. */
    public List<KeptMessage> messages(UserId user, String folder) {
        return kept.messages(account(user), folder);
    }

    /**
     * A page of them.
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

    /** A message that is kept. */
    public Optional<KeptMessage> message(UserId user, long id) {
        return kept.message(account(user), id);
    }

    /** Fetches what is new in a folder, and keeps it. Answers with the folders that are known then. */
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
     * Sends a message, and keeps it.
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

    /** Disconnects the mailbox and forgets its mail. */
    public void disconnect(UserId user) {
        AccountId account = account(user);
        registry.accounts().disconnect(account);
        kept.forget(account);
    }
}
