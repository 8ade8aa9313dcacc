package org.emailregistry.autoconfig;

import java.util.List;

/**
 * A server, as text from an autoconfig document, not validated.
 *
 * @param incoming whether the element is {@code incomingServer}
 * @param type the attribute of that name, in lower case
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
