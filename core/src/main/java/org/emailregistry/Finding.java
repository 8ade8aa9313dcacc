package org.emailregistry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.emailregistry.probe.Outcome;
import org.emailregistry.service.ServiceId;

/**
 * One thing that an operator should know, found by {@link EmailServiceRegistry#check}. Later versions may add kinds.
 * Immutable.
 */
public sealed interface Finding {
    /** Returns the kind of the finding. */
    Kind kind();

    /** Returns the finding as an English sentence without secrets, for logs and pages. */
    String message();

    /** The kinds of findings. */
    enum Kind {
        /** See {@link InvalidService}. */
        INVALID_SERVICE,
        /** See {@link RefusedRow}. */
        REFUSED_ROW,
        /** See {@link AlarmRaised}. */
        ALARM_RAISED,
        /** See {@link KeyInUse}. */
        KEY_IN_USE
    }

    /**
     * A service whose stored settings cannot be read. The accounts of the service cannot be used until an administrator
     * edits or removes the service.
     *
     * @param service the id of the service
     * @param name the name of the service, as stored
     * @param reason the defect, in English, without secrets
     */
    record InvalidService(ServiceId service, String name, String reason) implements Finding {
        /**
         * Checks the components.
         *
         * @throws NullPointerException if a component is null
         */
        public InvalidService {
            requireNonNull(service, "service");
            requireNonNull(name, "name");
            requireNonNull(reason, "reason");
        }

        @Override
        public Kind kind() {
            return Kind.INVALID_SERVICE;
        }

        @Override
        public String message() {
            return "Email service " + service + " (" + name + ") cannot be used: " + reason + ". Edit or remove it.";
        }
    }

    /**
     * A stored row that is not signed with a key of the registry's cipher, or that is older than a row that this node
     * has seen: somebody wrote into the database or restored a backup, the row was saved without a cipher, or the
     * cipher lacks a key. A refused service cannot be used until an administrator
     * {@linkplain Administration#confirmDestinations confirms its destinations}, edits or removes it; a standard
     * service can only be confirmed. Refused manual entry is off until an administrator
     * {@linkplain Administration#allowManualEntry allows or forbids} it.
     *
     * @param service the id of the service; empty for manual entry
     * @param name the name of the service, or its id if no name is known; the empty string for manual entry
     * @param reason the defect, in English, without secrets
     */
    record RefusedRow(Optional<ServiceId> service, String name, String reason) implements Finding {
        /**
         * Checks the components.
         *
         * @throws NullPointerException if a component is null
         */
        public RefusedRow {
            requireNonNull(service, "service");
            requireNonNull(name, "name");
            requireNonNull(reason, "reason");
        }

        @Override
        public Kind kind() {
            return Kind.REFUSED_ROW;
        }

        @Override
        public String message() {
            return service.isPresent()
                    ? "The stored row of email service " + service.get() + " (" + name + ") is refused: " + reason
                            + ". Confirm its destinations anew; a corporate service can also be edited or removed."
                    : "The stored setting of manual entry is refused: " + reason + ". Allow or forbid it again.";
        }
    }

    /**
     * A service with an {@linkplain EmailServiceRegistry#onServiceAlarm alarm}.
     *
     * @param service the id of the service
     * @param outcome the outcome of the login that raised the alarm
     * @param since when the alarm was raised
     */
    record AlarmRaised(ServiceId service, Outcome outcome, Instant since) implements Finding {
        /**
         * Checks the components.
         *
         * @throws NullPointerException if a component is null
         */
        public AlarmRaised {
            requireNonNull(service, "service");
            requireNonNull(outcome, "outcome");
            requireNonNull(since, "since");
        }

        @Override
        public Kind kind() {
            return Kind.ALARM_RAISED;
        }

        @Override
        public String message() {
            return "The logins of many accounts of email service " + service + " have been failing since " + since
                    + ", with " + outcome + ". No account of it is suspended for refused credentials meanwhile.";
        }
    }

    /**
     * A key of the cipher that stored data needs. Keep the key as long as there is such a finding.
     *
     * @param use the key and how much data needs it
     */
    record KeyInUse(KeyUse use) implements Finding {
        /**
         * Checks the component.
         *
         * @throws NullPointerException if the component is null
         */
        public KeyInUse {
            requireNonNull(use, "use");
        }

        @Override
        public Kind kind() {
            return Kind.KEY_IN_USE;
        }

        @Override
        public String message() {
            return "Key " + use.keyId() + " seals the credentials of " + use.accounts() + " accounts and signs "
                    + use.rows() + " rows.";
        }
    }
}
