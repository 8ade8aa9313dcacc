package org.emailregistry.autoconfig;

import java.util.List;

/**
 * A server as an autoconfig document has it: texts, unjudged.
 *
 * @param incoming whether it is an {@code incomingServer}
 * @param type the attribute, in lower case
 */
record AutoconfigServer(
        String path,
        int line,
        boolean incoming,
        String type,
        String hostname,
        String port,
        String socketType,
        String username,
        List<String> authentication) {

    boolean isImap() {
        return incoming && type.equals("imap");
    }

    boolean isSmtp() {
        return !incoming && type.equals("smtp");
    }
}
