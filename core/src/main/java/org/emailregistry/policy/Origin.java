package org.emailregistry.policy;

/** The role of the person who named a server. Administrators may name servers that users must not name. */
public enum Origin {
    /** An administrator of the host application, also by adopting accounts, or the list of standard services. */
    ADMINISTRATOR,
    /** A user, by manual entry. */
    USER
}
