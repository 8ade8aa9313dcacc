package org.emailregistry;

import java.util.Optional;
import org.emailregistry.account.AccountId;

/**
 * What became of an account that was to be taken over.
 *
 * @param id the id
 * @param outcome what became of it
 * @param refusal why it was refused, if it was
 */
public record AdoptionResult(AccountId id, Outcome outcome, Optional<RefusedException> refusal) {
    /** What can become of an account. */
    public enum Outcome {
        /** It was taken over. */
        ADOPTED,
        /** Nothing was done: the id, or the owner's address, is connected already. */
        ALREADY_CONNECTED,
        /** Nothing was done: the refusal says why. */
        REFUSED
    }
}
