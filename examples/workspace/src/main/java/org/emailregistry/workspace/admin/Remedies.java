package org.emailregistry.workspace.admin;

import org.emailregistry.Administration;
import org.emailregistry.StandardServiceException;
import org.emailregistry.UnknownServiceException;
import org.emailregistry.service.ServiceId;

/**
 * What an administrator can do about a service whose stored settings are not used.
 *
 * @param corporate whether it can be edited and deleted
 * @param confirmable whether its stored servers can be read, and so be confirmed
 */
record Remedies(boolean corporate, boolean confirmable) {
    static Remedies of(Administration administration, ServiceId service) {
        return new Remedies(corporate(administration, service), confirmable(administration, service));
    }

    private static boolean corporate(Administration administration, ServiceId service) {
        try {
            administration.planRemoval(service);
            return true;
        } catch (StandardServiceException | UnknownServiceException e) {
            return false;
        }
    }

    private static boolean confirmable(Administration administration, ServiceId service) {
        try {
            administration.planDestinations(service);
            return true;
        } catch (UnknownServiceException e) {
            return false;
        }
    }
}
