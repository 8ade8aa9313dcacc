package org.emailregistry.jakartamail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * The Angus Mail that is there at run time. The strict classes rely on what it does where they do not override it, which
 * was measured with one version; a build tool may quietly have put in another one.
 */
final class AngusVersion {
    private static final Version OLDEST = Version.parse("2.0.5");
    private static final String FILE = "/META-INF/maven/org.eclipse.angus/angus-mail/pom.properties";

    private AngusVersion() {}

    /**
     * Refuses an older one. One that does not tell its version, repackaged, is let pass.
     *
     * @throws IllegalStateException if it is older
     */
    static void require() {
        String found = found();
        if (found != null && Version.parse(found).compareTo(OLDEST) < 0) {
            throw new IllegalStateException("Angus Mail " + found + " is there; " + OLDEST
                    + " or newer is needed. \"mvn dependency:tree\" shows where it comes from.");
        }
    }

    private static @Nullable String found() {
        try (InputStream in = IMAPStore.class.getResourceAsStream(FILE)) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
