package org.emailregistry.standard;

import java.util.List;
import org.emailregistry.service.StandardService;

/**
 * The standard services bundled with the library, to be passed to
 * {@code EmailServiceRegistry.Builder.standardServices}. The host application may leave out, replace and add services:
 *
 * <pre>{@code
 * List<StandardService> offered = StandardServices.common().stream()
 *         .filter(service -> !service.id().value().equals("aol"))
 *         .toList();
 * }</pre>
 *
 * <p>The settings are published facts, mostly from the Thunderbird ISPDB; {@link StandardService#source} returns the
 * document and its date. All connections are encrypted. Thread-safe; the lists are immutable.
 */
public final class StandardServices {
    private StandardServices() {}

    /** Returns about a dozen services that most users have, the most widely used first. */
    public static List<StandardService> common() {
        return Bundled.LIST.common();
    }

    /** Returns all bundled services, those of {@link #common()} first. Retired services are included. */
    public static List<StandardService> all() {
        return Bundled.LIST.all();
    }

    /** Loads the list at first use. */
    private static final class Bundled {
        static final BundledList LIST = BundledList.read();
    }
}
