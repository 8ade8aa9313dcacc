package org.emailregistry.connection;

import java.net.URI;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.emailregistry.probe.Remedy;

/**
 * The meaning of a refusal.
 *
 * @param outcome the outcome
 * @param remedy the remedy, if there is one
 * @param link the page of the provider where the user has to act, if the server named one
 */
record Verdict(Outcome outcome, Optional<Remedy> remedy, Optional<URI> link) {
    static Verdict of(Outcome outcome) {
        return new Verdict(outcome, outcome.remedy(), Optional.empty());
    }

    static Verdict of(Outcome outcome, Remedy remedy) {
        return new Verdict(outcome, Optional.of(remedy), Optional.empty());
    }

    Verdict withoutLink() {
        return new Verdict(outcome, remedy, Optional.empty());
    }
}
