package org.emailregistry;

import java.util.Optional;
import org.emailregistry.account.AccountId;

/**
 * The result of taking over one account with {@link Administration#adopt}.
 *
 * @param id the id of the account
 * @param outcome the outcome
 * @param refusal the refusal if the outcome is {@link Outcome#REFUSED}, else empty
 */
public record AdoptionResult(AccountId id, Outcome outcome, Optional<RefusedException> refusal) {
    /** The outcomes of taking over one account. */
    public enum Outcome {
        /** The account was taken over. */
        ADOPTED,
        /** Nothing was done: the id is taken, or the owner already has an account with this address. */
        ALREADY_CONNECTED,
        /** Nothing was done: {@link AdoptionResult#refusal} contains the reason. */
        REFUSED
    }
}
