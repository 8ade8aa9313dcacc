package org.emailregistry.workspace.mail;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mail page.
 *
 * @param address the address of the mailbox
 * @param service the name of its service, or a text for typed servers
 * @param signedInAs as whom the servers know its user; empty if it cannot be used now
 * @param usable whether mail can be fetched and sent now
 * @param folders the folders
 * @param folder the folder that is open
 * @param messages its messages
 * @param message the message that is open
 */
record MailView(
        String address,
        String service,
        String signedInAs,
        boolean usable,
        Collection<String> folders,
        String folder,
        List<KeptMessage> messages,
        @Nullable KeptMessage message) {}
