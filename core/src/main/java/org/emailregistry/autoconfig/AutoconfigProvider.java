package org.emailregistry.autoconfig;

import java.util.List;

/** A provider, as text from an autoconfig document, not validated. */
record AutoconfigProvider(
        String path,
        int line,
        String id,
        String displayName,
        String displayShortName,
        List<String> domains,
        List<AutoconfigServer> servers) {}
