package org.emailregistry.internal.snapshot;

/**
 * Why a stored row is not used.
 *
 * @param text the reason, in English, without the content of the row
 */
public record Defect(Kind kind, String text) {
    /** The kinds of reasons. */
    public enum Kind {
        /** The content is invalid. */
        UNREADABLE,
        /** The row is not what an administrator's decision produced. */
        NOT_PROVEN,
        /** The row is what a decision produced once, but this node has seen a later one. */
        OLDER
    }

    static Defect older(Age seen, Age stored) {
        return new Defect(
                Kind.OLDER,
                "older: this node has seen the row of revision " + seen.revision() + ", the store has that of revision "
                        + stored.revision());
    }
}
