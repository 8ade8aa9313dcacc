package org.emailregistry.jakartamail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * Checks the version of Angus Mail at run time. The strict classes rely on the behaviour of methods that they do not
 * override, which was measured with one version; a build tool can silently select another one.
 */
final class AngusVersion {
    private static final Version OLDEST = Version.parse("2.0.5");
    private static final String FILE = "/META-INF/maven/org.eclipse.angus/angus-mail/pom.properties";

    private AngusVersion() {}

    /**
     * Checks the version. A repackaged Angus Mail without version information is accepted.
     *
     * @throws IllegalStateException if the version is older than 2.0.5
     */
    static void require() {
        String found = found();
        if (found != null && Version.parse(found).compareTo(OLDEST) < 0) {
            throw new IllegalStateException("Angus Mail " + found + " was found; " + OLDEST
                    + " or newer is required. \"mvn dependency:tree\" shows where it comes from.");
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
