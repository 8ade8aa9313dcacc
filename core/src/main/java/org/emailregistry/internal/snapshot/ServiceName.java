package org.emailregistry.internal.snapshot;

import java.util.Optional;
import org.emailregistry.text.Text;
import org.emailregistry.text.Unicode13;

/** The rule for names of services. */
public final class ServiceName {
    /** In code points. */
    public static final int MAXIMUM_LENGTH = 100;

    private ServiceName() {}

    /** Returns the flaw of a name; empty if the name is valid. */
    public static Optional<Text.Flaw> flaw(String name) {
        Text.Flaw flaw = Text.flawOf(name, MAXIMUM_LENGTH);
        if (flaw == null && !name.codePoints().allMatch(Unicode13::assigned)) {
            flaw = Text.Flaw.FORBIDDEN_CHARACTER;
        }
        return Optional.ofNullable(flaw);
    }
}
