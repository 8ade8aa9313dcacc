package org.emailregistry.autoconfig;

import java.util.List;

/** A provider as an autoconfig document has it: texts, unjudged. */
record AutoconfigProvider(
        String path,
        int line,
        String id,
        String displayName,
        String displayShortName,
        List<String> domains,
        List<AutoconfigServer> servers) {}
