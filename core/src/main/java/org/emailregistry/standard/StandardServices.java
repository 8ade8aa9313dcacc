package org.emailregistry.standard;

import java.util.List;
import org.emailregistry.service.StandardService;

/**
 * The standard services that the library brings along: what {@code EmailServiceRegistry.builder(store).standardServices(...)}
 * takes. The host application may leave services out of these lists, replace some and add its own.
 *
 * <p>The facts are published ones, mostly from the Thunderbird ISPDB; {@link StandardService#source} names the document of
 * each and its date. All connections are encrypted.
 */
public final class StandardServices {
    private StandardServices() {}

    /** About a dozen services that most users have, the widest-used first. */
    public static List<StandardService> common() {
        return Bundled.LIST.common();
    }

    /** All services of the library, those of {@link #common()} first; retired ones too. */
    public static List<StandardService> all() {
        return Bundled.LIST.all();
    }

    /** Read at first use. */
    private static final class Bundled {
        static final BundledList LIST = BundledList.read();
    }
}
